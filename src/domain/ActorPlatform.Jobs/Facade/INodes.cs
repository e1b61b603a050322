using System.Collections.Immutable;
using ActorPlatform.Behaviors;

namespace ActorPlatform.Jobs.Facade;

/// <summary>The engine's own nodes: those on the same database. Thread safe.</summary>
public interface INodes
{
    /// <summary>The living nodes by name, then those that are gone, newest first, 20 at most.</summary>
    /// <exception cref="JobUnavailableException">The database does not answer just now; safe to repeat.</exception>
    Task<ImmutableArray<NodeSight>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Asks a node to hand its jobs over and to end. Returns once it has begun, long before it is gone; safe to repeat.</summary>
    /// <exception cref="JobUnavailableException">The database or the node does not answer just now; safe to repeat.</exception>
    Task<NodeDrain> DrainAsync(NodeDrainRequest request, CancellationToken cancellationToken);
}

/// <summary>Which node is to leave.</summary>
/// <param name="Name">Its name, or its incarnation where several have that name.</param>
/// <param name="Force">Also when no other node is there that could take its jobs.</param>
/// <param name="By">Who asks.</param>
public sealed record NodeDrainRequest(string Name, bool Force, string? By);

/// <summary>What became of it.</summary>
public abstract record NodeDrain
{
    private NodeDrain()
    {
    }

    /// <summary>The node leaves.</summary>
    public sealed record Accepted(NodeSight Node) : NodeDrain;

    /// <summary>It was refused; nothing was done.</summary>
    public sealed record Rejected(Rejection Reason) : NodeDrain;
}

/// <summary>A start of a node, as the database and the node itself tell it.</summary>
/// <param name="IsSelf">The one that answers.</param>
/// <param name="RenewedAt">Its last sign of life in the database, by the database's clock.</param>
/// <param name="Why">Why it was fenced or ended.</param>
/// <param name="FencedBy">The incarnation that fenced it; null when it ended by itself.</param>
/// <param name="Report">What it says of itself; null when it does not answer, or lives no more.</param>
public sealed record NodeSight(
    string Name, long Incarnation, string Address, NodeState State, bool IsSelf, DateTimeOffset StartedAt, DateTimeOffset RenewedAt, string? Why, long? FencedBy, NodeReport? Report)
{
    /// <summary>Whether it can be asked, and be drained.</summary>
    public bool IsLiving => State is NodeState.Joining or NodeState.Up or NodeState.Draining;
}

/// <summary>What a node says of itself.</summary>
/// <param name="Version">Of its program.</param>
/// <param name="Shards">The parts of all jobs that are its own; null when it could not count them in time.</param>
/// <param name="Entities">Jobs and batches in its memory; null as for <paramref name="Shards"/>.</param>
/// <param name="MayActFor">How long it may act without another renewal.</param>
/// <param name="Persist">How long its writes of the last minute took; null when there were none.</param>
public sealed record NodeReport(string Version, int? Shards, int? Entities, TimeSpan MayActFor, NodeWrites? Persist);

/// <summary>How long writes took until they were durable.</summary>
/// <param name="Writes">How many are meant: those of the last minute, the newest 1024 at most.</param>
public sealed record NodeWrites(int Writes, TimeSpan Median, TimeSpan Percentile99);

/// <summary>How a node stands.</summary>
public enum NodeState
{
    /// <summary>It has its row, and is not a member yet.</summary>
    Joining,

    /// <summary>A member.</summary>
    Up,

    /// <summary>It hands its jobs over and ends.</summary>
    Draining,

    /// <summary>Taken for dead: it may not act any more, or will not soon; its jobs move when that is certain.</summary>
    Fenced,

    /// <summary>It has ended, or can certainly not act any more.</summary>
    Gone,
}
