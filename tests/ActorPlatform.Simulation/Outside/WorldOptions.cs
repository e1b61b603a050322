namespace ActorPlatform.Simulation.Outside;

/// <summary>How the simulated cluster misbehaves. Probabilities from 0 to 1.</summary>
internal sealed record WorldOptions
{
    /// <summary>A request or its answer is lost: the caller sees a time-out, the request may arrive all the same, later.</summary>
    public double LostAnswers { get; init; } = 0.15;

    /// <summary>A request arrives a second time, later.</summary>
    public double Doubled { get; init; } = 0.03;

    /// <summary>How late a request may arrive after its caller gave up. Below the engine's own bound for late posts.</summary>
    public TimeSpan Lateness { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The chance of a job to fail within a minute of running.</summary>
    public double FailuresPerMinute { get; init; } = 0.15;

    /// <summary>The share of failures that are lost nodes: the resource manager says FAILED, the job lives on for a while.</summary>
    public double NodeLosses { get; init; } = 0.3;

    /// <summary>The share of lost nodes that nobody reaches any more: whether a job lives there is told by time alone.</summary>
    public double CutOff { get; init; } = 0.4;

    /// <summary>How long a job may outlive its node in the resource manager's eyes. Below the engine's container time-out.</summary>
    public TimeSpan OutlivesNode { get; init; } = TimeSpan.FromMinutes(8);

    /// <summary>After this time the resource manager forgets a finished application: the same post would run it again.</summary>
    public TimeSpan ForgetsAfter { get; init; } = TimeSpan.FromMinutes(12);

    /// <summary>A lie for a control: nothing was forgotten, it says.</summary>
    public bool SaysItRemembers { get; init; }

    /// <summary>The chance that a resource manager outage begins within a minute.</summary>
    public double OutagesPerMinute { get; init; } = 0.05;

    /// <summary>The longest outage; after it a living application is unknown for up to 20 s.</summary>
    public TimeSpan Outage { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Time in which everything is well again at the end.</summary>
    public static readonly WorldOptions Calm = new() { LostAnswers = 0, Doubled = 0, FailuresPerMinute = 0, NodeLosses = 0, OutagesPerMinute = 0 };
}
