using System.Collections.Immutable;

namespace ActorPlatform.Actors.Storage.Rows;

/// <summary>The rows beside the journal that travel with a commit.</summary>
/// <param name="List">The entity's row of the list, or null when it did not change.</param>
/// <param name="Operations">Operations that changed.</param>
public sealed record SideRows(ListRow? List, ImmutableArray<OperationRow> Operations);

/// <summary>A row of the job list; its sequence number is its commit's.</summary>
/// <param name="Labels">As one text <c>|k:v|k:v|</c>, sorted, for filters.</param>
/// <param name="Owes">True while the entity owes the world something: it must be awake.</param>
/// <param name="DueAt">Its earliest deadline, UTC.</param>
/// <param name="Body">The summary, as JSON.</param>
public sealed record ListRow(
    string Id, string Tenant, string Name, string Status, string Health, string? Cluster, string Labels, bool Owes, DateTimeOffset? DueAt, DateTimeOffset UpdatedAt, RowBody Body)
{
    /// <summary>The kind of entity; the shell writes it.</summary>
    public string Kind { get; init; } = "";

    /// <summary>When its newest restore point completed, UTC; null when it has none.</summary>
    public DateTimeOffset? RestoredAt { get; init; }
}

/// <summary>A row of the operations.</summary>
/// <param name="Body">The operation, as JSON.</param>
public sealed record OperationRow(string Id, string EntityId, string Kind, string State, DateTimeOffset AcceptedAt, RowBody Body);
