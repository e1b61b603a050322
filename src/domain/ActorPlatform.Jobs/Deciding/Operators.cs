using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Jobs.Deciding;

/// <summary>Carries out the first step of an operation.</summary>
internal static class Operators
{
    /// <summary>What the table cannot see: refused before anything is written.</summary>
    public static Problem? Check(Draft draft, OperationKind kind, OperationArguments arguments) => kind switch
    {
        OperationKind.Start => RestoreRule.ForStart(draft.State, arguments.Restore, draft.Settings, draft.Now).Problem,
        OperationKind.Restart => RestoreRule.CheckNamed(draft.State, arguments.Restore, draft.Settings) ?? EndingRun(draft.State),
        OperationKind.Suspend when draft.State.Status == JobStatus.Running => EndingRun(draft.State),
        OperationKind.Savepoint => EndingRun(draft.State) ?? SavepointInWork(draft.State),
        _ => null,
    };

    public static Problem? Carry(Draft draft, Operation operation)
    {
        var problem = Check(draft, operation.Kind, operation.Arguments);
        if (problem is not null)
            return problem;
        switch (operation.Kind)
        {
            case OperationKind.Start:
                Planning.Plan(draft, RestoreRule.ForStart(draft.State, operation.Arguments.Restore, draft.Settings, draft.Now));
                break;
            case OperationKind.Suspend or OperationKind.Restart:
                Suspend(draft, operation);
                break;
            case OperationKind.Kill or OperationKind.Retire:
                Kill(draft, operation);
                break;
            case OperationKind.Savepoint:
                Savepoints.Ask(draft, operation);
                break;
        }

        return null;
    }

    /// <summary>A kill ends whatever is in work or waits; a start or suspend that cuts a back-off short takes the place of the operation that waited.</summary>
    public static void Supersede(Draft draft, OperationKind kind)
    {
        if (kind == OperationKind.Savepoint)
            return;
        foreach (var operation in draft.State.Operations.Where(o => !o.IsOver && (o.Kind != OperationKind.Savepoint || kind is OperationKind.Kill or OperationKind.Retire)))
            if (kind is OperationKind.Kill or OperationKind.Retire || operation.State == OperationState.Running)
                draft.EndOperation(operation, succeeded: false, $"Superseded by a {People.Name(kind)}.");
    }

    public static bool CanConfirm(JobState state) => state.Status is JobStatus.Starting or JobStatus.Running or JobStatus.Suspending or JobStatus.Killing && state.Run is { End: null };

    /// <summary>The operator's recorded override: what nobody could prove is declared. A later sighting of the run is killed as a stray.</summary>
    public static Decision<JobEvent> ConfirmDead(Draft draft, KillJob command)
    {
        Supersede(draft, OperationKind.Kill);
        draft.Add(new OperationAccepted(draft.Now, draft.OperationId, OperationKind.Kill, new OperationArguments(Reason: command.Reason), draft.By, Queued: false));
        var proof = $"Declared dead by {draft.By ?? "an operator"}: {command.Reason}";
        draft.EndRun(draft.State.Run!.Number, new RunEnd(RunOutcome.Killed, proof, draft.State.Run.Final?.Diagnostics, draft.Now), null);

        // Whoever is wrong about it must not have two runs for long: its application is killed as a stray as soon as it can be.
        if (draft.State.Run!.Application is { } application)
            draft.Add(new StraySeen(draft.Now, draft.State.Run.Number, draft.State.Run.Cluster, application));
        Conclusions.Rest(draft, JobStatus.Killed, null, "Killed: " + proof);
        return draft.Accept(new OperationReply(draft.OperationId));
    }

    private static void Suspend(Draft draft, Operation operation)
    {
        var run = draft.State.Run;
        if (draft.State.Status == JobStatus.Restarting)
        {
            Conclusions.Rest(draft, JobStatus.Suspended, null, "No run was alive: no further run starts, the newest restore point stays.");
            return;
        }

        // The operation's id in the key: a second stop of the same run is another act with another savepoint folder.
        var trigger = RunIdentity.Trigger(draft.Settings.Installation, draft.State.Id, $"stop:{run!.Number}:{operation.Id.Value}");
        draft.Add(new StopAsked(draft.Now, run.Number, trigger, operation.Arguments.Drain, draft.Now + draft.Settings.SuspendWithin));
    }

    private static void Kill(Draft draft, Operation operation)
    {
        var run = draft.State.Run;
        if (run is { MayLive: true })
        {
            draft.Add(new KillAsked(draft.Now, run.Number, JobStatus.Killing, null, operation.Arguments.Reason, draft.Now + draft.Settings.KillWithin));
            return;
        }

        if (run is { End: null })
            draft.EndRun(run.Number, new RunEnd(RunOutcome.NeverSubmitted, "Nothing was submitted for it.", null, draft.Now), null);
        Conclusions.Rest(draft, operation.Kind == OperationKind.Retire ? JobStatus.Retired : JobStatus.Killed, null, "No run was alive.");
    }

    private static Problem? EndingRun(JobState state) => state.Run is { Final: null, KillAsked: false, End: null } && state.Phase == JobPhase.None
        ? null
        : new Problem("job.run-ending", "The run is ending; wait until the engine has found out how it ended.");

    private static Problem? SavepointInWork(JobState state) => state.Savepoints.IsEmpty
        ? null
        : new Problem("savepoint.in-progress", $"A savepoint is in work (operation {state.Savepoints[0].Operation}); wait for it.");
}
