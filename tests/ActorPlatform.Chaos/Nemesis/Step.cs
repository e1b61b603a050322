namespace ActorPlatform.Chaos.Nemesis;

/// <summary>One fault.</summary>
/// <param name="At">Since the faults began.</param>
/// <param name="Lasts">Until it is mended.</param>
/// <param name="Node">Whom it meets, from 0; not of the database and the cluster.</param>
internal sealed record Step(TimeSpan At, TimeSpan Lasts, Fault Fault, int Node)
{
    private const int ClusterTarget = 100;
    private const int DatabaseTarget = 101;
    private const int DatabaseClockTarget = 102;
    private const int LinksTargets = 200;
    private const int ClockTargets = 300;

    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan s_promotion = TimeSpan.FromSeconds(8);

    /// <summary>Of a killed node: where it dies once more after its start (a test build); null: nowhere.</summary>
    public string? FailPoint { get; init; }

    /// <summary>Of a clock: by how much it is ahead. Of links: by how much all is later.</summary>
    public TimeSpan By { get; init; }

    public TimeSpan End => At + Lasts;

    /// <summary>Until then nothing else is done to its target: who is killed while it starts has not written, and shows nothing.</summary>
    public TimeSpan BusyUntil => Fault switch { Fault.Kill => End + s_start, Fault.PromoteStandby => End + s_promotion, _ => End };

    /// <summary>What it is done to; faults of different ones may overlap. A node's links and clock are beside the node.</summary>
    public int Target => Fault switch
    {
        Fault.CrashDatabase or Fault.HoldBackCommits or Fault.PromoteStandby or Fault.FillDisk => DatabaseTarget,
        Fault.StepDatabaseClock => DatabaseClockTarget,
        Fault.SlowCluster or Fault.HideCluster or Fault.RestartManager => ClusterTarget,
        Fault.CutOff or Fault.Deafen or Fault.CutFromDatabase or Fault.SlowLinks => LinksTargets + Node,
        Fault.StepClock => ClockTargets + Node,
        _ => Node,
    };

    /// <summary>It meets one of the nodes.</summary>
    public bool IsOfNode => Target is < ClusterTarget or >= LinksTargets;
}
