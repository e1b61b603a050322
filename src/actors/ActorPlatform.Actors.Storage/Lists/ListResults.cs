using System.Collections.Immutable;
using ActorPlatform.Actors.Storage.Rows;

namespace ActorPlatform.Actors.Storage.Lists;

/// <summary>A row of the list as it is stored.</summary>
/// <param name="Sequence">Of the commit that wrote it.</param>
/// <param name="Quarantined">Why the entity is not loaded any more; null when it is.</param>
public sealed record StoredListRow(ListRow Row, long Sequence, string? Quarantined);

/// <summary>A page of the list.</summary>
/// <param name="NextCursor">Null on the last page.</param>
public sealed record ListPage(ImmutableArray<StoredListRow> Items, string? NextCursor);

/// <summary>A value of a column and how many rows have it.</summary>
/// <param name="Value">Null for rows without one.</param>
public sealed record ListCount(string? Value, long Count);

/// <summary>An entity that owes something.</summary>
/// <param name="DueAt">Its earliest deadline, UTC; null when it has none.</param>
public sealed record OwingRow(string Id, DateTimeOffset? DueAt);
