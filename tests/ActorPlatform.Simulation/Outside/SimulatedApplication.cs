using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;

namespace ActorPlatform.Simulation.Outside;

/// <summary>One application of the simulated cluster: what the resource manager says of it, and the truth beside it.</summary>
internal sealed class SimulatedApplication(RunPlan plan, ApplicationId id)
{
    public RunPlan Plan => plan;

    public ApplicationId Id => id;

    public ApplicationState State { get; set; } = ApplicationState.New;

    public FinalStatus Final { get; set; }

    /// <summary>The truth: whether its processes live, whatever the resource manager says.</summary>
    public bool Lives { get; set; } = true;

    /// <summary>Whether its node is cut off: what asks it waits in vain.</summary>
    public bool IsCutOff { get; set; }

    public FlinkJobState Job { get; set; } = FlinkJobState.Starting;

    public DateTimeOffset? RunningFrom { get; set; }

    public DateTimeOffset LaunchedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public List<CheckpointReport> Checkpoints { get; } = [];

    /// <summary>What Flink retains: the newest three; nothing of a job that finished.</summary>
    public IEnumerable<CheckpointReport> Retained => Final == FinalStatus.Succeeded ? [] : Checkpoints.TakeLast(3);

    /// <summary>Results of triggers, by id; null while in work.</summary>
    public Dictionary<string, SavepointFound?> Triggers { get; } = [];

    public string Diagnostics { get; set; } = "";

    public ApplicationReport Report() => new(id, plan.Job, plan.Run, State, Final, Diagnostics, RunningFrom is null ? null : $"jm-{id.Value}:8081", null, FinishedAt);

    public void Complete(DateTimeOffset now)
    {
        var number = Checkpoints.Count + 1;
        Checkpoints.Add(new CheckpointReport(number, RestorePointKind.Checkpoint, $"hdfs:///flink/checkpoints/{plan.FlinkJob.Value}/chk-{number}", now, 1000, null));
    }
}
