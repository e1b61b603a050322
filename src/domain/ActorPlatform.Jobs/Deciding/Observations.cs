using System.Collections.Immutable;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Jobs.Deciding;

/// <summary>What a run's JobManager says. One commit a poll at most, and only for what changed.</summary>
internal static class Observations
{
    private const int MaxExceptions = 16;
    private const string RuntimeMode = "execution.runtime-mode";

    public static Decision<JobEvent> Observed(Draft draft, RunObserved command)
    {
        // A late answer of an older run, or of one already seen final, is dropped: one mailbox, one observation in flight.
        if (draft.State.Run is not { End: null, Final: null, AcceptedAt: not null } run || run.Number != command.Run)
            return Draft.Nothing();
        var report = command.Report;
        if (report.RestAddress is { } address && address != run.RestAddress)
            draft.Add(new RunAddressed(draft.Now, run.Number, address, run.WebUrl));
        RecordCheckpoints(draft, run, report);
        RecordExceptions(draft, run, report);
        if (draft.State.Phase == JobPhase.Verifying && report is { State: FlinkJobState.Running, TasksTotal: > 0 } && TasksRun(draft.State, report))
            Start(draft, run);
        else
            Deadlines.JudgeVerification(draft, draft.State.Run!, report);
        if (draft.State is { Status: JobStatus.Running })
            RecordHealth(draft, report);
        return draft.Judged();
    }

    /// <summary>All of them; of a batch job, whose later stages wait for the earlier ones to end, some.</summary>
    private static bool TasksRun(JobState state, RunReport report) => report.TasksRunning == report.TasksTotal
        || (report.TasksRunning > 0 && "BATCH".Equals(state.EffectiveSpec!.FlinkConfig.GetValueOrDefault(RuntimeMode), StringComparison.OrdinalIgnoreCase));

    private static void Start(Draft draft, Run run)
    {
        draft.Add(new RunStarted(draft.Now, run.Number));
        if (draft.State.Current is { Kind: OperationKind.Start or OperationKind.Restart } operation)
            draft.EndOperation(operation, succeeded: true, $"Run {run.Number} runs with all its tasks.");
        People.BeginQueued(draft);
    }

    private static void RecordCheckpoints(Draft draft, Run run, RunReport report)
    {
        var fresh = Fresh(draft.State, run, report.Completed);
        if (!fresh.IsEmpty)
            draft.Add(new CheckpointsCompleted(draft.Now, run.Number, fresh, Discarded(draft.State, run, report, fresh)));
    }

    /// <summary>
    /// What the history does not show was discarded; unless some have failed, which count in it, too, and may have pushed retained ones out. Then only those are held for discarded that
    /// Flink does not retain: it keeps the newest <see cref="Specs.StateSpec.Retain"/>.
    /// </summary>
    private static ImmutableArray<RestorePointId> Discarded(JobState state, Run run, RunReport report, ImmutableArray<RestorePoint> fresh)
    {
        var dropped = Dropped(state, run, report.Completed);
        if (report.LastFailedId == 0)
            return dropped;
        var retained = state.Ledger.Concat(fresh).Where(p => p.Run == run.Number && p.Kind == RestorePointKind.Checkpoint)
            .OrderByDescending(p => p.CompletedAt).Take(state.EffectiveSpec!.State.Retain).Select(p => p.Id);
        return dropped.RemoveRange(retained.Where(id => dropped.Contains(id)));
    }

    /// <summary>The last look: what completed after the last poll is added, what Flink has deleted since is dropped.</summary>
    public static void RecordLast(Draft draft, Run run, ImmutableArray<CheckpointReport> lying)
    {
        var (fresh, dropped) = (Fresh(draft.State, run, lying), Dropped(draft.State, run, lying));
        if (!fresh.IsEmpty || !dropped.IsEmpty)
            draft.Add(new CheckpointsCompleted(draft.Now, run.Number, fresh, dropped));
    }

    private static ImmutableArray<RestorePoint> Fresh(JobState state, Run run, ImmutableArray<CheckpointReport> completed)
    {
        var known = state.Ledger.Select(p => p.Path).ToHashSet(StringComparer.Ordinal);
        return [.. completed.Where(c => !known.Contains(c.Path) && c.Kind != RestorePointKind.StopSavepoint).OrderBy(c => c.CompletedAt).Select(c => Point(state, run, c))];
    }

    private static ImmutableArray<RestorePointId> Dropped(JobState state, Run run, ImmutableArray<CheckpointReport> completed)
    {
        var shown = completed.Select(c => c.Path).ToHashSet(StringComparer.Ordinal);
        return [.. state.Ledger.Where(p => p.Run == run.Number && p.Kind == RestorePointKind.Checkpoint && !shown.Contains(p.Path)).Select(p => p.Id)];
    }

    private static RestorePoint Point(JobState state, Run run, CheckpointReport report) => new()
    {
        Id = new RestorePointId($"r{run.Number}-c{report.Id}"),
        Run = run.Number,
        Kind = report.Kind,
        Path = report.Path,
        CompletedAt = report.CompletedAt,
        SizeBytes = report.SizeBytes,
        Format = report.Format,
        FlinkVersion = state.EffectiveSpec!.FlinkVersion,
        Cluster = run.Cluster,
    };

    private static void RecordExceptions(Draft draft, Run run, RunReport report)
    {
        var newest = run.Exceptions.IsEmpty ? DateTimeOffset.MinValue : run.Exceptions[^1].At;
        var fresh = report.Exceptions.Where(e => e.At > newest).OrderBy(e => e.At).TakeLast(MaxExceptions).ToImmutableArray();
        if (!fresh.IsEmpty)
            draft.Add(new ExceptionsSeen(draft.Now, run.Number, fresh));
    }

    private static void RecordHealth(Draft draft, RunReport report)
    {
        var reasons = ImmutableArray.CreateBuilder<string>();
        if (report.State == FlinkJobState.Restarting)
            reasons.Add("Flink restarts the job by its own strategy.");
        else if (!TasksRun(draft.State, report))
            reasons.Add("Not all tasks run.");
        // Before the first completed one of this run, failed ones are the rule. The text is the same until the next one completes: no commit for each that fails.
        if (report.LastCompletedId > 0 && report.LastFailedId > report.LastCompletedId)
            reasons.Add($"Checkpoints fail: none has completed after number {report.LastCompletedId}.");
        var health = reasons.Count == 0 ? Health.Green : Health.Yellow;
        if (health != draft.State.Health || !reasons.SequenceEqual(draft.State.HealthReasons))
            draft.Add(new HealthChanged(draft.Now, health, reasons.ToImmutable()));
    }
}
