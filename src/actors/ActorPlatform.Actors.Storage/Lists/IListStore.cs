using System.Collections.Immutable;

namespace ActorPlatform.Actors.Storage.Lists;

/// <summary>The list of entities. Its rows are written with the commits, so it never lags behind an answer.</summary>
public interface IListStore
{
    /// <summary>A page of the rows that pass the filters.</summary>
    /// <exception cref="Paging.CursorException">The cursor is not one that this query gave out.</exception>
    Task<ListPage> ReadPageAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>A row by its id; null when there is none.</summary>
    Task<StoredListRow?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>How many rows pass the filters, by the values of a column; paging and sorting of the query are ignored.</summary>
    Task<ImmutableArray<ListCount>> CountAsync(ListQuery query, ListColumn by, CancellationToken cancellationToken);

    /// <summary>Entities of a kind that owe something and are not quarantined: earliest deadline first, those without one last.</summary>
    /// <param name="after">The last row of the page before; null for the first.</param>
    /// <param name="limit">1 or more.</param>
    Task<ImmutableArray<OwingRow>> ReadOwingAsync(string kind, OwingRow? after, int limit, CancellationToken cancellationToken);

    /// <summary>Shows an entity as quarantined: it is no longer woken. False when it has no row.</summary>
    Task<bool> SetQuarantineAsync(string id, string reason, CancellationToken cancellationToken);

    /// <summary>Ends a quarantine; false when there is none.</summary>
    Task<bool> ClearQuarantineAsync(string id, CancellationToken cancellationToken);
}
