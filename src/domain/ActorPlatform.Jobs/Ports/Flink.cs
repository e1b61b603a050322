using System.Collections.Immutable;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Jobs.Ports;

/// <summary>How a run's JobManager is reached and named.</summary>
/// <param name="RestAddress">The last known REST address; the cluster resolves it again when it does not answer.</param>
public sealed record RunAddress(JobId Job, int Run, ApplicationId Application, FlinkJobId FlinkJob, string? RestAddress, string FlinkVersion);

/// <summary>Flink's states of a job.</summary>
public enum FlinkJobState
{
    /// <summary>INITIALIZING, CREATED, RECONCILING, SUSPENDED: not running, not over.</summary>
    Starting,

    /// <summary>RUNNING: says nothing of the tasks.</summary>
    Running,

    /// <summary>RESTARTING, FAILING: Flink's own restart strategy is at work.</summary>
    Restarting,

    /// <summary>CANCELLING.</summary>
    Cancelling,

    /// <summary>FINISHED.</summary>
    Finished,

    /// <summary>CANCELED.</summary>
    Canceled,

    /// <summary>FAILED for good.</summary>
    Failed,
}

/// <summary>What a JobManager says of a run at one moment.</summary>
/// <param name="State">The job's state.</param>
/// <param name="TasksRunning">Tasks running now.</param>
/// <param name="TasksTotal">Tasks in all.</param>
/// <param name="Completed">Completed checkpoints and savepoints that Flink still shows and has not discarded.</param>
/// <param name="LastCompletedId">The newest completed checkpoint's number; older ones that are no longer shown were discarded.</param>
/// <param name="LastFailedId">The newest failed checkpoint's number; 0: none. Not Flink's counter, which also counts those that were never begun, 2 to 8 at each start.</param>
/// <param name="Exceptions">The newest exceptions, at most 16.</param>
/// <param name="RestAddress">The address that answered, host:port; null when it was the resource manager's proxy.</param>
public sealed record RunReport(
    FlinkJobState State, int TasksRunning, int TasksTotal, ImmutableArray<CheckpointReport> Completed, long LastCompletedId, long LastFailedId,
    ImmutableArray<RunException> Exceptions, string? RestAddress);

/// <summary>A completed checkpoint or savepoint as Flink reports it.</summary>
/// <param name="Id">Flink's number of it.</param>
/// <param name="Kind">Checkpoint, savepoint, or savepoint of a stop.</param>
/// <param name="Path">Its directory, authority taken off.</param>
/// <param name="CompletedAt">When it completed, UTC.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="Format">A savepoint's format.</param>
public sealed record CheckpointReport(long Id, RestorePointKind Kind, string Path, DateTimeOffset CompletedAt, long? SizeBytes, string? Format);

/// <summary>A savepoint to take, under a trigger id of our own: to repeat it is the same operation.</summary>
/// <param name="TriggerId">32 hexadecimal digits; also the name of the savepoint's own folder, so that a lost answer is found by listing it.</param>
/// <param name="Stop">Whether the job stops with it.</param>
/// <param name="Drain">With a stop: emit the final watermark.</param>
/// <param name="Format">CANONICAL or NATIVE.</param>
public sealed record SavepointRequest(string TriggerId, bool Stop, bool Drain, string Format);

/// <summary>How far a savepoint is.</summary>
public abstract record SavepointProgress
{
    private SavepointProgress()
    {
    }

    /// <summary>In work.</summary>
    public sealed record InProgress : SavepointProgress;

    /// <summary>Complete. After a stop this answer is given once: journal it.</summary>
    public sealed record Completed(SavepointFound Savepoint) : SavepointProgress;

    /// <summary>Failed; the job goes on.</summary>
    public sealed record Failed(string Cause) : SavepointProgress;

    /// <summary>The JobManager does not know the trigger: never asked, or it is another JobManager.</summary>
    public sealed record Unknown : SavepointProgress;
}

/// <summary>A complete savepoint on a file system.</summary>
/// <param name="Path">Its directory, without authority.</param>
/// <param name="CompletedAt">The time of its metadata, UTC.</param>
/// <param name="SizeBytes">Its size, where known.</param>
public sealed record SavepointFound(string Path, DateTimeOffset CompletedAt, long? SizeBytes);
