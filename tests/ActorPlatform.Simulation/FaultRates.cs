namespace ActorPlatform.Simulation;

/// <summary>How often each disturbance begins, per minute; all of one minute together at most 6.</summary>
internal sealed record FaultRates
{
    public double Crashes { get; init; } = 0.15;

    /// <summary>SIGSTOP, short or long.</summary>
    public double Pauses { get; init; } = 0.25;

    /// <summary>The machine sleeps, and its boot-time clock with it.</summary>
    public double Suspensions { get; init; } = 0.1;

    /// <summary>The dispatcher hangs, the heartbeat does not.</summary>
    public double Hangs { get; init; } = 0.1;

    /// <summary>A shard moves as planned.</summary>
    public double HandOffs { get; init; } = 0.6;

    /// <summary>A node loses the database, and nothing else.</summary>
    public double CutOffs { get; init; } = 0.1;

    /// <summary>Nodes lose each other; all reach the database.</summary>
    public double Partitions { get; init; } = 0.15;

    /// <summary>A wall clock is wrong by an hour for a while.</summary>
    public double ClockSteps { get; init; } = 0.15;

    /// <summary>The database is away for all.</summary>
    public double Outages { get; init; } = 0.05;

    /// <summary>It takes no writes.</summary>
    public double ReadOnly { get; init; } = 0.05;

    /// <summary>A standby without the last commits is promoted.</summary>
    public double FailOvers { get; init; } = 0.03;

    /// <summary>A caller sends many commands at once.</summary>
    public double Bursts { get; init; } = 0.1;
}
