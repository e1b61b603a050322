namespace ActorPlatform.Actors.Nodes;

/// <summary>What nodes ask and answer each other about themselves. Sent between nodes: names and shapes are for ever.</summary>
public abstract record NodeMessage;

/// <summary>Answered with a <see cref="NodeStatus"/>.</summary>
public sealed record AskNodeStatus : NodeMessage
{
    /// <summary>One is as good as another.</summary>
    public static readonly AskNodeStatus Instance = new();
}

/// <summary>What only a node itself knows.</summary>
/// <param name="Incarnation">Who answers: at an address there may be another one than the one that was asked for.</param>
/// <param name="Version">Of its program.</param>
/// <param name="Shards">Those that it has, of all kinds of entities; null when its regions did not answer in time.</param>
/// <param name="Entities">Entities in memory, a gate each; null as for <paramref name="Shards"/>.</param>
/// <param name="MayActFor">How long it may act without another renewal; zero: not at all.</param>
/// <param name="IsDraining">Whether it leaves.</param>
/// <param name="Persist">How long its last writes took; null when there were none.</param>
public sealed record NodeStatus(long Incarnation, string Version, int? Shards, int? Entities, TimeSpan MayActFor, bool IsDraining, PersistTimes? Persist) : NodeMessage;

/// <summary>How long writes took until they were durable: those of the last minute, the newest 1024 at most.</summary>
public sealed record PersistTimes(int Writes, TimeSpan Median, TimeSpan Percentile99);

/// <summary>Leave: hand the shards over and end. Answered with <see cref="NodeDraining"/> at once; another incarnation does not answer.</summary>
/// <param name="By">Who asked for it.</param>
public sealed record DrainNode(long Incarnation, string? By) : NodeMessage;

/// <summary>It leaves.</summary>
public sealed record NodeDraining(long Incarnation) : NodeMessage;
