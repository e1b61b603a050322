using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ApplicationId = ActorPlatform.Jobs.ApplicationId;

namespace ActorPlatform.Actors.Tests.Jobs.Fakes;

/// <summary>The truth about one execution of an application; posting a forgotten id makes a second one of the same id.</summary>
internal sealed class FakeApplication(ApplicationId id, RunPlan plan, DateTimeOffset postedAt)
{
    public ApplicationId Id { get; } = id;

    public RunPlan Plan { get; } = plan;

    public DateTimeOffset PostedAt { get; } = postedAt;

    /// <summary>The resource manager's words, which may differ from the truth.</summary>
    public ApplicationState? Said { get; set; }

    public FinalStatus Final { get; set; }

    public string? Diagnostics { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>True when a restarted or full resource manager does not know it any more.</summary>
    public bool Forgotten { get; set; }

    /// <summary>True while its master's process runs.</summary>
    public bool Alive { get; set; } = true;

    /// <summary>True while the master answers; false: it lives behind a dead network.</summary>
    public bool Answers { get; set; } = true;

    public FlinkJobState Job { get; set; } = FlinkJobState.Running;

    public int TasksRunning { get; set; } = 1;

    public int TasksTotal { get; set; } = 1;

    public List<CheckpointReport> Checkpoints { get; } = [];

    public long LastFailedCheckpoint { get; set; }

    public Dictionary<string, FakeSavepoint> Triggers { get; } = [];

    public RestoreChoice? Restored => Plan.Restore;
}

/// <summary>A triggered savepoint.</summary>
internal sealed class FakeSavepoint(SavepointRequest request, DateTimeOffset at)
{
    public SavepointRequest Request { get; } = request;

    public DateTimeOffset At { get; } = at;

    public string? Cause { get; set; }

    public bool Read { get; set; }
}
