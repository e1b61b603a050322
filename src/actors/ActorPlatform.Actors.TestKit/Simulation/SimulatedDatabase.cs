namespace ActorPlatform.Actors.TestKit.Simulation;

/// <summary>What journal and node rows share: one server, which may be away, unreachable for some, or without space.</summary>
internal sealed class SimulatedDatabase
{
    /// <summary>Nobody reaches it.</summary>
    public bool IsAway { get; set; }

    /// <summary>It answers each write with an error: read-only, or its disk is full.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>Of its log: another one after a standby was promoted.</summary>
    public int Timeline { get; private set; } = 1;

    /// <summary>Incarnations that are cut off from it.</summary>
    public HashSet<long> CutOff { get; } = [];

    public bool IsReachedBy(long incarnation) => !IsAway && !CutOff.Contains(incarnation);

    public void Promote() => Timeline++;
}
