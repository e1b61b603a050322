using System.Collections.Immutable;

namespace ActorPlatform.Actors.Storage.Lists;

/// <summary>Filters, order and page of the list. Filters are joined by and; an empty one filters nothing.</summary>
public sealed record ListQuery
{
    /// <summary>Entities of this kind; null: of all kinds.</summary>
    public string? Kind { get; init; }

    /// <summary>Any of these.</summary>
    public ImmutableArray<string> Statuses { get; init; } = [];

    /// <summary>Any of these.</summary>
    public ImmutableArray<string> Healths { get; init; } = [];

    public string? Tenant { get; init; }

    public string? Cluster { get; init; }

    /// <summary>All of these.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>A part of the name or of the id, in any case.</summary>
    public string? Text { get; init; }

    /// <summary>Only those, or only the others.</summary>
    public bool? Quarantined { get; init; }

    public ListSort Sort { get; init; } = ListSort.Name;

    public bool Descending { get; init; }

    /// <summary>Rows a page, 1 to 500.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Where the page before ended; null for the first.</summary>
    public string? Cursor { get; init; }
}

/// <summary>What the list can be sorted by; the id breaks ties. Texts are compared by code point.</summary>
public enum ListSort
{
    Name,
    Status,
    Health,
    UpdatedAt,

    /// <summary>The youngest restore point first, entities without one last.</summary>
    RestoreAge,
}

/// <summary>What the list can be counted by.</summary>
public enum ListColumn
{
    Status,
    Health,
    Cluster,
    Tenant,
}
