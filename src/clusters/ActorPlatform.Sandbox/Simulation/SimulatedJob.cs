namespace ActorPlatform.Sandbox.Simulation;

/// <summary>
/// A Flink job whose whole life is a function of the time and of what was asked of it: nothing runs, whoever looks first calls <see cref="Advance"/>, and the same calls at
/// the same times give the same job. Guarded by the cluster's lock; times are ms since 1970.
/// </summary>
internal sealed class SimulatedJob
{
    private const int MaxKept = 16;
    private readonly JobPlan _plan;
    private readonly ISnapshotStore _store;
    private readonly Func<Facts> _facts;
    private readonly long _deploy;
    private readonly long _duration;
    private readonly List<SavepointOperation> _operations = [];
    private readonly List<Snapshot> _retained = [];
    private RestoredState? _latest;
    private long _base;
    private long _resumeAt;
    private long _triggerAt;
    private int _failedInARow;

    /// <param name="startedAt">When its JobManager came up.</param>
    /// <param name="deploy">Ms from there, and from each restart, until its tasks run.</param>
    /// <param name="luck">What its small differences are drawn from.</param>
    public SimulatedJob(JobPlan plan, ISnapshotStore store, Func<Facts> facts, long startedAt, long deploy, int luck)
    {
        (_plan, _store, _facts, _deploy) = (plan, store, facts, deploy);
        _duration = 10 + (luck % 40) + plan.Arguments.SlowSnapshotsMs;
        StartedAt = startedAt;
        ChangedAt = startedAt;
        FailedAtStart = facts().FailedAtStart ? 2 + (luck % 7) : 0;
        NextId = (plan.Restored?.Checkpoint ?? 0) + 1;
        _latest = plan.Restored;
        Restores = plan.Restored is null ? 0 : 1;
        if (plan.Claims && plan.Restored is { } claimed)
            _retained.Add(new Snapshot(claimed.Checkpoint, "CHECKPOINT", null, startedAt, startedAt, Files.FileTree.PathOf(claimed.Path), claimed.Count));
        Run(startedAt);
    }

    public JobState State { get; private set; } = JobState.Running;

    public long StartedAt { get; }

    /// <summary>When its state last changed.</summary>
    public long ChangedAt { get; private set; }

    public bool HasEnded => State is JobState.Finished or JobState.Canceled or JobState.Failed;

    public int Attempt { get; private set; }

    /// <summary>Checkpoints triggered before the tasks ran.</summary>
    public int FailedAtStart { get; }

    public int Failed { get; private set; }

    public long Completed { get; private set; }

    public int Restores { get; private set; }

    public long NextId { get; private set; }

    /// <summary>When the tasks of this attempt began, or will begin, to run.</summary>
    public long TasksAt { get; private set; }

    /// <summary>Newest first, as many as the JobManager shows.</summary>
    public List<Snapshot> History { get; } = [];

    public Snapshot? LatestCheckpoint { get; private set; }

    public Snapshot? LatestSavepoint { get; private set; }

    public Snapshot? LatestFailed { get; private set; }

    /// <summary>Newest last.</summary>
    public List<JobFailure> Failures { get; } = [];

    public IReadOnlyList<SavepointOperation> Operations => _operations;

    public bool TasksRun(long now) => State == JobState.Running && now >= TasksAt;

    /// <summary>Records seen so far.</summary>
    public long CountAt(long now)
    {
        if (State is not (JobState.Running or JobState.Finished) || now <= TasksAt)
            return _base;
        var count = _base + ((Math.Min(now, HasEnded ? ChangedAt : now) - TasksAt) * _plan.Arguments.Rate / 1000);
        return _plan.Arguments.FinishAfterRecords > 0 ? Math.Min(count, Math.Max(_base, _plan.Arguments.FinishAfterRecords)) : count;
    }

    /// <summary>Lets everything happen that was due until now.</summary>
    public void Advance(long now)
    {
        while (!HasEnded)
        {
            var (at, due) = Next();
            if (at > now)
                return;
            Happen(due, at, now);
        }
    }

    /// <summary>Asks for a savepoint; the same trigger again is the same operation.</summary>
    public void Trigger(string trigger, string folder, string format, bool stop, bool drain, long now)
    {
        if (_operations.Exists(operation => operation.Trigger == trigger))
            return;
        if (_operations.Count > MaxKept)
            _operations.RemoveAt(0);
        var operation = new SavepointOperation(trigger, folder, format, stop, drain, now, now + _duration);
        _operations.Add(operation);
        if (TasksRun(now))
            return;
        operation.DoneAt = now;
        operation.Failure = "org.apache.flink.runtime.checkpoint.CheckpointException: Checkpoint triggering task Source: rig-source of job is not being executed at the moment. Aborting checkpoint. Failure reason: Not all required tasks are currently running.";
    }

    public void Cancel(long now) => End(JobState.Canceled, now);

    /// <summary>Fails for good, whatever its restart strategy is.</summary>
    public void Fail(string name, string message, long now)
    {
        Record(name, message, now);
        End(JobState.Failed, now);
    }

    private void Happen(Due due, long at, long now)
    {
        switch (due)
        {
            case Due.Checkpoint:
                SkipCheckpoints(now);
                CompleteCheckpoint(_triggerAt + _duration);
                break;
            case Due.Savepoint:
                CompleteSavepoint(at);
                break;
            case Due.Resume:
                Resume(at);
                break;
            case Due.Finish:
                End(JobState.Finished, at);
                break;
            case Due.FailAlways:
                FailAttempt("java.lang.IllegalStateException", "rig: failing on purpose, always", at);
                break;
            default:
                FailAttempt("java.lang.IllegalStateException", $"rig: failing on purpose after {_plan.Arguments.FailAfterRecords} records, attempt {Attempt}", at);
                break;
        }
    }

    private (long At, Due Due) Next()
    {
        if (State == JobState.Restarting)
            return (_resumeAt, Due.Resume);
        var arguments = _plan.Arguments;
        var (at, due) = (long.MaxValue, Due.Finish);
        if (arguments.FinishAfterRecords > 0)
            at = TasksAt + (Math.Max(0, arguments.FinishAfterRecords - _base) * 1000 / arguments.Rate);
        if (arguments.FailAfterRecords > 0 && Attempt < arguments.FailTimes)
            Earlier(TasksAt + (arguments.FailAfterRecords * 1000 / arguments.Rate), Due.FailAfterRecords);
        if (arguments.FailAlways)
            Earlier(TasksAt, Due.FailAlways);
        if (_plan.CheckpointInterval > 0)
            Earlier(_triggerAt + _duration, Due.Checkpoint);
        if (_operations.Find(operation => !operation.IsDone) is { } pending)
            Earlier(pending.DoneAt, Due.Savepoint);
        return (at, due);

        void Earlier(long time, Due what)
        {
            if (time < at)
                (at, due) = (time, what);
        }
    }

    private void Run(long now)
    {
        State = JobState.Running;
        ChangedAt = now;
        TasksAt = now + _deploy;
        _base = _latest?.Count ?? 0;
        _triggerAt = TasksAt + (_plan.CheckpointInterval / 2);
    }

    private void Resume(long now)
    {
        Attempt++;
        Restores += _latest is null ? 0 : 1;
        Run(now);
    }

    private void FailAttempt(string name, string message, long now)
    {
        Record(name, message, now);
        foreach (var pending in _operations.Where(operation => !operation.IsDone))
            Break(pending, "org.apache.flink.runtime.checkpoint.CheckpointException: Checkpoint Coordinator is suspending.", now);
        if (Attempt >= _plan.RestartAttempts)
        {
            End(JobState.Failed, now);
            return;
        }

        State = JobState.Restarting;
        ChangedAt = now;
        _base = _latest?.Count ?? 0;
        _resumeAt = now + _plan.RestartDelay;
    }

    // Days of checkpoints at once: only those that are still there, or still shown, are made one by one.
    private void SkipCheckpoints(long now)
    {
        var period = Math.Max(_plan.CheckpointInterval, _duration);
        var other = long.MaxValue;
        if (_plan.Arguments.FailSnapshots)
            return;
        if (_plan.Arguments.FinishAfterRecords > 0)
            other = TasksAt + (Math.Max(0, _plan.Arguments.FinishAfterRecords - _base) * 1000 / _plan.Arguments.Rate);
        if (_plan.Arguments.FailAfterRecords > 0 && Attempt < _plan.Arguments.FailTimes)
            other = Math.Min(other, TasksAt + (_plan.Arguments.FailAfterRecords * 1000 / _plan.Arguments.Rate));
        if (_operations.Find(operation => !operation.IsDone) is { } pending)
            other = Math.Min(other, pending.DoneAt);
        var skipped = ((Math.Min(now, other - 1) - _triggerAt - _duration) / period) - Math.Max(_plan.Retained, _plan.History);
        if (skipped <= 0)
            return;
        _triggerAt += skipped * period;
        NextId += skipped;
        Completed += skipped;
    }

    private void CompleteCheckpoint(long now)
    {
        var id = NextId++;
        var triggered = _triggerAt;
        _triggerAt += Math.Max(_plan.CheckpointInterval, _duration);
        if (_plan.Arguments.FailSnapshots)
        {
            const string Why = "rig: failing snapshot on purpose";
            Show(new Snapshot(id, "CHECKPOINT", null, triggered, now, null, 0) { Failure = $"Asynchronous task checkpoint failed. {Why}" });
            if (++_failedInARow > _plan.TolerableFailedCheckpoints)
                FailAttempt("org.apache.flink.util.FlinkRuntimeException", $"Exceeded checkpoint tolerable failure threshold. The latest checkpoint failed due to {Why}", now);
            return;
        }

        var snapshot = new Snapshot(id, "CHECKPOINT", null, triggered, now, $"{_plan.CheckpointFolder}/{_plan.FlinkJob}/chk-{id}", CountAt(triggered));
        _store.Write(_plan, snapshot);
        _latest = new RestoredState(snapshot.Path!, id, snapshot.Count, IsSavepoint: false);
        _retained.Add(snapshot);
        Show(snapshot);
        while (_retained.Count > _plan.Retained)
            Discard(now);
    }

    private void CompleteSavepoint(long now)
    {
        var operation = _operations.Find(item => !item.IsDone)!;
        var type = operation.IsStop ? "SYNC_SAVEPOINT" : "SAVEPOINT";
        var id = NextId++;
        if (_plan.Arguments.FailSnapshots)
        {
            Break(operation, $"org.apache.flink.runtime.checkpoint.CheckpointException: Asynchronous task checkpoint failed. Caused by: java.lang.IllegalStateException: rig: failing snapshot {id} on purpose", now);
            Show(new Snapshot(id, type, operation.Format, operation.TriggeredAt, now, null, 0) { Failure = "Asynchronous task checkpoint failed." });
            return;
        }

        var name = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{_plan.FlinkJob}/{operation.Trigger}")).AsSpan(0, 6));
        operation.Path = $"{operation.Folder}/savepoint-{_plan.FlinkJob[..6]}-{name}";
        var snapshot = new Snapshot(id, type, operation.Format, operation.TriggeredAt, now, operation.Path, CountAt(operation.TriggeredAt));
        _store.Write(_plan, snapshot);
        Show(snapshot);
        if (operation.IsStop)
            End(JobState.Finished, now);
    }

    private static void Break(SavepointOperation operation, string why, long now)
    {
        operation.Failure = why;
        operation.DoneAt = now;
    }

    private void Show(Snapshot snapshot)
    {
        if (snapshot.Failure is not null)
        {
            Failed++;
            LatestFailed = snapshot;
        }
        else
        {
            Completed++;
            _failedInARow = 0;
            if (snapshot.IsSavepoint)
                LatestSavepoint = snapshot;
            else
                LatestCheckpoint = snapshot;
        }

        History.Insert(0, snapshot);
        if (History.Count > _plan.History)
            History.RemoveAt(History.Count - 1);
    }

    private void Discard(long now)
    {
        var oldest = _retained[0];
        _retained.RemoveAt(0);
        oldest.Discarded = true;
        _store.Delete(oldest.Path!, now);
    }

    private void Record(string name, string message, long now)
    {
        Failures.Add(new JobFailure(now, name, message, Attempt));
        if (Failures.Count > MaxKept)
            Failures.RemoveAt(0);
    }

    private void End(JobState state, long now)
    {
        if (HasEnded)
            return;
        foreach (var pending in _operations.Where(operation => !operation.IsDone))
            Break(pending, "org.apache.flink.runtime.checkpoint.CheckpointException: The checkpoint was aborted due to shutdown of the checkpoint coordinator.", now);
        State = state;
        ChangedAt = now;
        while (state == JobState.Finished && _facts().StopDeletesCheckpoints && _retained.Count > 0)
            Discard(now);
    }

    private enum Due
    {
        Finish,
        FailAlways,
        FailAfterRecords,
        Checkpoint,
        Savepoint,
        Resume,
    }
}
