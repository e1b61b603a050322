using System.Collections.Immutable;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Jobs.Deciding;

/// <summary>Outcomes of a stop with savepoint.</summary>
internal static class Stops
{
    public static Decision<JobEvent> Stopped(Draft draft, RunStopped outcome)
    {
        if (draft.State.Phase != JobPhase.Stopping || draft.State.Run is not { End: null, StopTrigger: { } trigger } run || run.Number != outcome.Run)
            return Draft.Nothing();
        var point = Savepoints.Point(draft.State, run, trigger, outcome.Savepoint, RestorePointKind.StopSavepoint, "CANONICAL");
        draft.Add(new SavepointCompleted(draft.Now, point, trigger, Stop: true, draft.Now + draft.Settings.ContainerTimeout));
        draft.Note($"Savepoint complete: {point.Path}. Waiting for the application to be final.");
        return draft.Judged();
    }

    public static Decision<JobEvent> Failed(Draft draft, StopFailed outcome)
    {
        if (draft.State.Phase != JobPhase.Stopping || draft.State.Run is not { End: null, StopTrigger: { } trigger } run || run.Number != outcome.Run)
            return Draft.Nothing();
        if (outcome.Savepoint is { } savepoint)
            draft.Add(new SavepointCompleted(draft.Now, Savepoints.Point(draft.State, run, trigger, savepoint, RestorePointKind.Savepoint, "CANONICAL"), trigger, Stop: false, null));
        GoOn(draft, run.Number, outcome.Cause, restart: null);
        return draft.Judged();
    }

    /// <summary>
    /// The run goes on. A stop that completes all the same later is found by its savepoint's folder when the run is seen final; one that belonged to a restart is then followed
    /// by the start.
    /// </summary>
    public static void Abandon(Draft draft, int run, string cause) =>
        GoOn(draft, run, cause, draft.State.Current is { Kind: OperationKind.Restart } restart ? restart.Arguments : null);

    /// <summary>The restart whose stop was given up, when that stop is what ended the run: its savepoint is the last thing that the run made.</summary>
    public static OperationArguments? Completed(JobState state, Run run, ApplicationReport report)
    {
        if (run.GivenUpRestart is not { } restart || state.Current is not null || report.Final != FinalStatus.Succeeded)
            return null;
        var stopped = state.Ledger.LastOrDefault(p => p.Run == run.Number && p.Kind == RestorePointKind.StopSavepoint);
        return stopped is not null && !state.Ledger.Any(p => p.Run == run.Number && p.Kind == RestorePointKind.Checkpoint && p.CompletedAt > stopped.CompletedAt) ? restart : null;
    }

    /// <summary>
    /// Whether the run's end is that stop's doing. A savepoint that a given-up stop left behind is no end: the run went on from it, maybe for a month, and its checkpoints since
    /// then are what counts.
    /// </summary>
    public static bool EndedIt(JobState state, Run run, ApplicationReport report, SavepointFound savepoint, ImmutableArray<CheckpointReport> lying) =>
        state.Current is { Kind: OperationKind.Suspend or OperationKind.Restart }
        || (report.Final == FinalStatus.Succeeded
            && !lying.Any(c => c.CompletedAt > savepoint.CompletedAt)
            && !state.Ledger.Any(p => p.Run == run.Number && p.Kind == RestorePointKind.Checkpoint && p.CompletedAt > savepoint.CompletedAt));

    private static void GoOn(Draft draft, int run, string cause, OperationArguments? restart)
    {
        draft.Add(new StopAbandoned(draft.Now, run, cause, restart));
        var later = restart is null ? "" : " If it completes all the same, the job is started again.";
        draft.EndOperation(draft.State.Current, succeeded: false, $"The stop did not come off, the run goes on: {cause}{later}");
        People.BeginQueued(draft);
    }
}
