using System.Collections.Immutable;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Jobs.Deciding;

/// <summary>The proven end of a run, and what follows from it.</summary>
internal static class Conclusions
{
    public static Decision<JobEvent> Concluded(Draft draft, RunConcluded outcome)
    {
        if (draft.State.Run is not { End: null, Final: { } report } run || run.Number != outcome.Run)
            return Draft.Nothing();
        if (outcome.StopSavepoint is { } found && !HasStopSavepoint(draft.State, run.Number))
        {
            var stopped = Stops.EndedIt(draft.State, run, report, found.Savepoint, outcome.Checkpoints ?? []);
            var kind = stopped ? RestorePointKind.StopSavepoint : RestorePointKind.Savepoint;
            var point = Savepoints.Point(draft.State, run, found.TriggerId, found.Savepoint, kind, "CANONICAL");
            if (stopped || draft.State.Ledger.All(p => p.Id != point.Id))
                draft.Add(new SavepointCompleted(draft.Now, point, found.TriggerId, stopped, stopped ? draft.State.Due : null));
        }

        if (outcome.Checkpoints is { } checkpoints)
            Observations.RecordLast(draft, run, checkpoints);
        End(draft, run, report, outcome.Proof, outcome.Failure);
        return draft.Judged();
    }

    /// <summary>
    /// The container's time-out is the proof where none else is to be had; here there is proof of the opposite. It counts anew from now: without that a run that is alive would be
    /// held for dead beside the next one.
    /// </summary>
    public static Decision<JobEvent> StillAlive(Draft draft, RunStillAlive seen)
    {
        if (draft.State.Run is not { End: null, Final: { } report } run || run.Number != seen.Run || ProofOf(run, report) is not null)
            return Draft.Nothing();
        var next = $"The resource manager calls {report.Id} {People.Name(report.State)}, but its JobManager still answers: it lives, and no other run starts. End it at its node; an operator may confirm that it is dead.";
        draft.Add(new DeadlineMissed(draft.Now, Deadlines.Name(draft.State), next, draft.Now + draft.Settings.ContainerTimeout));
        if (draft.State.Current is { Kind: OperationKind.Kill or OperationKind.Retire } operation && draft.Now >= operation.AcceptedAt + draft.Settings.KillWithin)
            draft.EndOperation(operation, succeeded: false, next);
        return draft.Judged();
    }

    /// <summary>What proves that nothing of a final run lives; null: its JobManager must be seen gone, or the container's time-out pass.</summary>
    public static string? ProofOf(Run run, ApplicationReport report) => run.Proof ?? DeathProof.Of(report);

    /// <summary>
    /// The container's own time-out has passed since the resource manager gave the run up: nothing of it can live. Until then it may have completed checkpoints that nobody saw;
    /// from an older one the next run would do its work twice.
    /// </summary>
    public static void TimedOut(Draft draft, Run run, ApplicationReport report)
    {
        var proof = $"{draft.Settings.ContainerTimeout.InWords()} have passed since the resource manager called it {People.Name(report.State)}, or its JobManager answered last: its containers have ended themselves.";
        var look = draft.State.Status == JobStatus.Killing ? draft.Settings.KillWithin : draft.Settings.ContainerTimeout;
        draft.Add(new RunProvenDead(draft.Now, run.Number, proof, draft.Now + look));
        draft.Note($"{proof} Its checkpoints are looked at.");
    }

    /// <summary>A kill does not wait for a file system: what is known of its checkpoints stands.</summary>
    public static void EndUnseen(Draft draft, Run run, ApplicationReport report, string proof) =>
        End(draft, run, report, $"{proof} Its checkpoints could not be looked at: those that the last look showed stand.", null);

    /// <summary>
    /// No settled resource manager knows its submission, and no post of it can arrive any more. It was never there; or it was, ended, and was forgotten before anybody saw it:
    /// then it left checkpoints, and they count.
    /// </summary>
    public static void NeverSeen(Draft draft, Run run, ImmutableArray<CheckpointReport> left, bool mayBeForgotten)
    {
        var proof = $"A settled resource manager does not know {run.Application}, which was not posted after {run.PostUntil:u}.";
        var failure = (left, mayBeForgotten) switch
        {
            ({ IsEmpty: false }, _) => new Failure(FailureClass.Unknown, "It ran, ended, and was forgotten by the resource manager before it was seen.", null, $"{proof} It left {left.Length} checkpoints.", draft.Now),
            (_, true) => new Failure(FailureClass.Unknown, "It was not seen, and may have run: the resource manager may have forgotten it.", null, $"{proof} It left no checkpoints.", draft.Now),
            _ => new Failure(FailureClass.Infrastructure, "The submission never reached the resource manager.", null, proof, draft.Now),
        };
        var outcome = left.IsEmpty && !mayBeForgotten ? RunOutcome.NeverSubmitted : RunOutcome.Failed;
        var killed = draft.State.Status == JobStatus.Killing;
        Observations.RecordLast(draft, run, left);
        draft.EndRun(run.Number, new RunEnd(outcome, proof, null, draft.Now), killed ? null : run.GivenUp ?? failure);
        if (killed)
            Rest(draft, RestAfterKill(draft.State), null, proof);
        else
            Failures.Follow(draft, run.GivenUp ?? failure);
    }

    public static void Rest(Draft draft, JobStatus status, Failure? failure, string text)
    {
        var operation = draft.State.Current;
        var succeeded = (operation?.Kind, status) is
            (OperationKind.Suspend, JobStatus.Suspended) or (OperationKind.Kill, JobStatus.Killed) or (OperationKind.Retire, JobStatus.Retired) or (OperationKind.Start, JobStatus.Finished);
        draft.Add(new JobRested(draft.Now, status, failure));
        draft.EndOperation(operation, succeeded, text);
        People.BeginQueued(draft);
    }

    public static bool HasStopSavepoint(JobState state, int run) => state.Ledger.Any(p => p.Run == run && p.Kind == RestorePointKind.StopSavepoint);

    private static void End(Draft draft, Run run, ApplicationReport report, string proof, Failure? failure)
    {
        var outcome = Outcome(draft.State, run, report);
        if (outcome == RunOutcome.Killed && !run.KillAsked)
            proof = $"{proof} It was killed or cancelled from outside: nobody had asked this engine for it.";
        failure = outcome == RunOutcome.Failed ? Explained(run, failure) ?? Unexplained(draft, report) : null;
        var givenUpRestart = Stops.Completed(draft.State, run, report);
        draft.EndRun(run.Number, new RunEnd(outcome, proof, report.Diagnostics, draft.Now), failure);
        switch (outcome)
        {
            case RunOutcome.Killed:
                Rest(draft, RestAfterKill(draft.State), null, $"Run {run.Number} is dead: {proof}");
                break;
            case RunOutcome.Stopped when draft.State.Current is { Kind: OperationKind.Restart } restart:
                StartAgain(draft, restart.Arguments);
                break;
            case RunOutcome.Stopped when givenUpRestart is not null:
                draft.Add(new DecisionMade(draft.Now, new JobDecision(draft.Now, "RESTART", "start again", [], ["The stop of a restart that was given up has completed after all."])));
                StartAgain(draft, givenUpRestart);
                break;
            case RunOutcome.Stopped:
                Rest(draft, JobStatus.Suspended, null, $"Run {run.Number} stopped with its savepoint. {proof}");
                break;
            case RunOutcome.Finished:
                Rest(draft, JobStatus.Finished, null, $"Run {run.Number} finished by itself. {proof}");
                break;
            default:
                Failures.Follow(draft, failure!);
                break;
        }
    }

    private static RunOutcome Outcome(JobState state, Run run, ApplicationReport report)
    {
        if (state.Status == JobStatus.Killing)
            return RunOutcome.Killed;
        if (run.GivenUp is not null)
            return RunOutcome.Failed;
        if (run.StopTrigger is not null && HasStopSavepoint(state, run.Number))
            return RunOutcome.Stopped;
        return (report.State, report.Final) switch
        {
            (ApplicationState.Finished, FinalStatus.Succeeded) => RunOutcome.Finished,
            (_, FinalStatus.Killed) or (ApplicationState.Killed, _) => RunOutcome.Killed,
            _ => RunOutcome.Failed,
        };
    }

    private static void StartAgain(Draft draft, OperationArguments restart)
    {
        draft.Add(new JobRested(draft.Now, JobStatus.Suspended, null));
        var restore = RestoreRule.ForRestart(draft.State, restart.Restore, draft.Settings);
        if (restore.Problem is { } problem)
            draft.EndOperation(draft.State.Current, succeeded: false, $"Suspended, but not started again. {problem.Message}");
        else
            Planning.Plan(draft, restore);
        People.BeginQueued(draft);
    }

    private static JobStatus RestAfterKill(JobState state) => state.Current is { Kind: OperationKind.Retire } ? JobStatus.Retired : JobStatus.Killed;

    /// <summary>Why the engine gave a run up says what was seen from outside; its log and exceptions say the rest.</summary>
    private static Failure? Explained(Run run, Failure? found) => run.GivenUp is not { } givenUp
        ? found
        : givenUp with { RootCause = found?.RootCause ?? givenUp.RootCause, Evidence = found?.Evidence ?? givenUp.Evidence };

    private static Failure Unexplained(Draft draft, ApplicationReport report) => new(
        FailureClass.Unknown,
        $"{report.Id} is {People.Name(report.State)} ({People.Name(report.Final)}), and nobody said why.",
        null,
        string.IsNullOrWhiteSpace(report.Diagnostics) ? "The resource manager gives no diagnostics." : report.Diagnostics,
        draft.Now);
}
