namespace ActorPlatform.Actors.Storage.Nodes;

/// <summary>Who joins.</summary>
/// <param name="Name">The node's name from the settings; the same after a restart.</param>
/// <param name="Address">Where it wants to be reached, as it knows it before its start; may be empty.</param>
public sealed record NodeIdentity(string Name, string Address);

/// <summary>A node's row. Times are the database's, UTC, and only for show: ages are measured by whoever watches.</summary>
public sealed record NodeRow(
    long Incarnation, string Name, string Address, int? Uid, DateTimeOffset StartedAt, DateTimeOffset RenewedAt, bool Joined, bool Fenced, bool Gone);

/// <summary>What a renewal found.</summary>
/// <param name="Timeline">Of the database's log: when it changes, a standby was promoted and the last commits may be lost. Empty on SQLite.</param>
public readonly record struct Renewal(RenewResult Result, string Timeline);

/// <summary>How a renewal ended.</summary>
public enum RenewResult
{
    /// <summary>The row is young again.</summary>
    Renewed,

    /// <summary>Survivors have fenced it: the incarnation ends at once.</summary>
    Fenced,

    /// <summary>There is no such row (the database lost it): the incarnation ends at once.</summary>
    Missing,
}
