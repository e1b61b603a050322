using System.Collections.Immutable;
using ActorPlatform.Actors.Storage.Rows;

namespace ActorPlatform.Actors.Storage.Operations;

/// <summary>The operations of all entities, however old. Written with the commits.</summary>
public interface IOperationStore
{
    /// <summary>An operation by its id; null when there is none.</summary>
    Task<OperationRow?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>A page of operations, newest first.</summary>
    /// <exception cref="Paging.CursorException">The cursor is not one that this query gave out.</exception>
    Task<StoredOperationPage> ReadPageAsync(StoredOperationQuery query, CancellationToken cancellationToken);
}

/// <summary>Filters of the operations; null filters nothing.</summary>
/// <param name="Limit">1 to 500.</param>
/// <param name="Cursor">Where the page before ended; null for the first.</param>
public sealed record StoredOperationQuery(string? State, string? EntityId, int Limit, string? Cursor);

/// <summary>A page of operations.</summary>
/// <param name="NextCursor">Null on the last page.</param>
public sealed record StoredOperationPage(ImmutableArray<OperationRow> Items, string? NextCursor);
