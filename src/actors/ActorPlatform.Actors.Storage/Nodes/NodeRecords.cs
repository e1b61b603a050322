using System.Collections.Immutable;

namespace ActorPlatform.Actors.Storage.Nodes;

/// <summary>Who starts.</summary>
/// <param name="Name">The node's name from the settings; the same after a restart.</param>
/// <param name="Address">Where its actor system is reached.</param>
/// <param name="Uid">The actor system's own number: tells it from the one before at the same address.</param>
public sealed record NodeIdentity(string Name, string Address, int Uid);

/// <summary>A node's row. Times are the database's, UTC, and only for show: ages are measured by whoever watches <see cref="Renewals"/> change.</summary>
public sealed record NodeRow(long Incarnation, string Name, string Address, int? Uid, DateTimeOffset StartedAt, DateTimeOffset RenewedAt, bool Joined, bool Fenced, bool Gone)
{
    /// <summary>Counts the renewals; always 0 on SQLite.</summary>
    public long Renewals { get; init; }

    /// <summary>Ends the names of its database sessions; empty when they carry none.</summary>
    public string Session { get; init; } = "";

    /// <summary>The incarnation that fenced it; null when it ended by itself.</summary>
    public long? FencedBy { get; init; }

    /// <summary>Why it was fenced, or ended; null while it lives.</summary>
    public string? FencedWhy { get; init; }
}

/// <summary>What a renewal found.</summary>
/// <param name="Timeline">Of the database's log: when it changes, a standby was promoted and the last commits may be lost. Empty on SQLite.</param>
public readonly record struct Renewal(RenewResult Result, string Timeline)
{
    private readonly ImmutableArray<NodeRow> _rows;

    /// <summary>All rows that are not gone, this one's too, as they were with the renewal; empty on SQLite.</summary>
    public ImmutableArray<NodeRow> Rows
    {
        get => _rows.IsDefault ? [] : _rows;
        init => _rows = value;
    }
}

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

/// <summary>Whom an incarnation wants to fence.</summary>
/// <param name="By">The fencer; refused when it is fenced itself.</param>
/// <param name="Victims">All or nothing is fenced in one transaction; those whose condition does not hold any more are left out.</param>
/// <param name="Why">For people.</param>
public sealed record FenceOrder(long By, ImmutableArray<FenceVictim> Victims, string Why);

/// <summary>One to fence.</summary>
/// <param name="Incarnation">Its row.</param>
/// <param name="SilentSince">
/// The renewals that it had when it was last seen to change, longer ago than it may act: it is fenced only if it has made none since, and is gone at once. Null fences whoever
/// lives; it is gone when it says so, or has been fenced for that long.
/// </param>
public sealed record FenceVictim(long Incarnation, long? SilentSince);
