using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Jobs.Deciding;

/// <summary>Savepoints on demand.</summary>
internal static class Savepoints
{
    public static void Ask(Draft draft, Operation operation)
    {
        var run = draft.State.Run!;
        var trigger = RunIdentity.Trigger(draft.Settings.Installation, draft.State.Id, $"savepoint:{operation.Id.Value}");
        draft.Add(new SavepointAsked(draft.Now, run.Number, operation.Id, trigger, operation.Arguments.Format ?? "CANONICAL", draft.Now + draft.Settings.SavepointWithin));
    }

    public static Decision<JobEvent> Taken(Draft draft, SavepointTaken outcome)
    {
        var state = draft.State;
        if (state.Savepoints.FirstOrDefault(s => s.TriggerId == outcome.TriggerId) is not { } pending || state.Runs.FirstOrDefault(r => r.Number == pending.Run) is not { } run)
            return Draft.Nothing();
        var point = Point(state, run, pending.TriggerId, outcome.Savepoint, RestorePointKind.Savepoint, pending.Format);
        draft.Add(new SavepointCompleted(draft.Now, point, pending.TriggerId, Stop: false, null));
        draft.Add(new OperationEnded(draft.Now, pending.Operation, Succeeded: true, $"Savepoint {point.Id} complete: {point.Path}"));
        return draft.Judged();
    }

    public static Decision<JobEvent> Failed(Draft draft, SavepointFailed outcome)
    {
        if (draft.State.Savepoints.FirstOrDefault(s => s.TriggerId == outcome.TriggerId) is not { } pending)
            return Draft.Nothing();
        Abandon(draft, pending, outcome.Cause);
        return draft.Judged();
    }

    public static void Abandon(Draft draft, PendingSavepoint pending, string cause)
    {
        draft.Add(new SavepointAbandoned(draft.Now, pending.TriggerId, cause));
        draft.Add(new OperationEnded(draft.Now, pending.Operation, Succeeded: false, cause));
    }

    public static RestorePoint Point(JobState state, Run run, string trigger, SavepointFound savepoint, RestorePointKind kind, string format) => new()
    {
        Id = new RestorePointId($"r{run.Number}-s-{trigger[..8]}"),
        Run = run.Number,
        Kind = kind,
        Path = savepoint.Path,
        CompletedAt = savepoint.CompletedAt,
        SizeBytes = savepoint.SizeBytes,
        Format = format,
        FlinkVersion = state.EffectiveSpec!.FlinkVersion,
        Cluster = run.Cluster,
    };
}
