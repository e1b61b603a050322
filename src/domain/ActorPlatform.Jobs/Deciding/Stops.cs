using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.RestorePoints;

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
        Abandon(draft, run.Number, outcome.Cause);
        return draft.Judged();
    }

    /// <summary>The run goes on. A stop that completes all the same later is found by its savepoint's folder when the run is seen final.</summary>
    public static void Abandon(Draft draft, int run, string cause)
    {
        draft.Add(new StopAbandoned(draft.Now, run, cause));
        draft.EndOperation(draft.State.Current, succeeded: false, $"The stop did not come off, the run goes on: {cause}");
        People.BeginQueued(draft);
    }
}
