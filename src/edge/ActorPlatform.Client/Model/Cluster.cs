using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Client.Model;

/// <summary>A cluster as it is seen now.</summary>
public sealed record Cluster : Answered
{
    /// <summary>The name in the configuration.</summary>
    public required string Name { get; init; }

    /// <summary>YARN, SANDBOX.</summary>
    public required string Kind { get; init; }

    /// <summary>SEEN, STALE or UNREACHABLE.</summary>
    public required string Visibility { get; init; }

    /// <summary>Since when it is not SEEN, UTC.</summary>
    public DateTimeOffset? VisibilitySince { get; init; }

    /// <summary>Who does not answer.</summary>
    public string? VisibilityReason { get; init; }

    /// <summary>As last read.</summary>
    public ClusterCapacity? Capacity { get; init; }

    /// <summary>When the capacity was told, UTC: it stands as it was while the ResourceManager does not answer.</summary>
    public DateTimeOffset? CapacityReadAt { get; init; }

    /// <summary>Applications of ours alive at the last look.</summary>
    public int Running { get; init; }

    /// <summary>What the engine costs it.</summary>
    public double PollsPerSecond { get; init; }

    /// <summary>The state of each endpoint's breaker.</summary>
    public IReadOnlyDictionary<string, string>? Breakers { get; init; }
}
