using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Actors.Tests.Jobs.Fakes;

/// <summary>The JobManagers.</summary>
internal sealed partial class FakeCluster
{
    public Task<RunReport> FetchRunAsync(RunAddress run, CancellationToken cancellationToken) =>
        CallAsync(FakeCalls.Run, () => ReportOf(Master(run, FakeCalls.Run)), cancellationToken);

    public Task TriggerSavepointAsync(RunAddress run, SavepointRequest request, CancellationToken cancellationToken) => CallAsync(
        FakeCalls.Trigger,
        () => Master(run, FakeCalls.Trigger).Triggers.TryAdd(request.TriggerId, new FakeSavepoint(request, time.GetUtcNow()) { Cause = FailsSavepoints }),
        cancellationToken);

    public Task<SavepointProgress> FetchSavepointAsync(RunAddress run, SavepointRequest request, CancellationToken cancellationToken) =>
        CallAsync(FakeCalls.Savepoint, () => Progress(Master(run, FakeCalls.Savepoint), request.TriggerId), cancellationToken);

    public Task<JobManagerLife> ProbeJobManagerAsync(RunAddress run, CancellationToken cancellationToken) => CallAsync(
        FakeCalls.Probe,
        () => Truth.LastOrDefault(a => a.Id == run.Application) switch
        {
            null or { Alive: false } => JobManagerLife.Gone,
            { Answers: false } => JobManagerLife.Unknown,
            _ => JobManagerLife.Alive,
        },
        cancellationToken);

    /// <summary>The cause with which every further savepoint fails; null: they succeed.</summary>
    public string? FailsSavepoints { get; set; }

    /// <summary>Every savepoint's files are written although Flink calls it failed.</summary>
    public bool WritesFailedSavepoints { get; set; }

    /// <summary>The JobManager's process is replaced: it forgets its triggers.</summary>
    public static void ReplaceMaster(FakeApplication application) => application.Triggers.Clear();

    private SavepointProgress Progress(FakeApplication master, string triggerId)
    {
        if (!master.Triggers.TryGetValue(triggerId, out var savepoint))
            return new SavepointProgress.Unknown();
        if (time.GetUtcNow() < savepoint.At + SavepointTakes)
            return new SavepointProgress.InProgress();
        savepoint.Read = true;
        if (savepoint.Cause is { } cause)
            return new SavepointProgress.Failed(cause);
        if (savepoint.Request.Stop)
            End(master, ApplicationState.Finished, FinalStatus.Succeeded, null);
        return new SavepointProgress.Completed(Found(savepoint));
    }

    private bool Written(FakeSavepoint savepoint) => time.GetUtcNow() >= savepoint.At + SavepointTakes && (savepoint.Cause is null || WritesFailedSavepoints);

    private SavepointFound Found(FakeSavepoint savepoint) => new($"hdfs:///flink/savepoints/{savepoint.Request.TriggerId}/savepoint-1", savepoint.At + SavepointTakes, 1000);

    private static RunReport ReportOf(FakeApplication master) => new(
        master.Job, master.TasksRunning, master.TasksTotal, [.. master.Checkpoints], master.Checkpoints.Count == 0 ? 0 : master.Checkpoints[^1].Id, master.LastFailedCheckpoint, [], AddressOf(master));

    private FakeApplication Master(RunAddress run, string call) => Truth.LastOrDefault(a => a.Id == run.Application && a is { Alive: true, Answers: true })
        ?? throw new ClusterUnreachableException($"{Name}/jobmanager", $"{call}: {run.RestAddress} refuses the connection", notSent: true);
}
