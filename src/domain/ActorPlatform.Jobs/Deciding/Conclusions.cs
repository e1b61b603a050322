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
        if (outcome.StopSavepoint is { } found && run.StopTrigger is { } trigger && !HasStopSavepoint(draft.State, run.Number))
            draft.Add(new SavepointCompleted(
                draft.Now, Savepoints.Point(draft.State, run, trigger, found, RestorePointKind.StopSavepoint, "CANONICAL"), trigger, Stop: true, draft.State.Due));
        End(draft, run, report, outcome.Proof, outcome.Failure);
        return draft.Judged();
    }

    /// <summary>The container's own time-out has passed since the resource manager gave the run up: nothing of it can live.</summary>
    public static void TimedOut(Draft draft, Run run, ApplicationReport report) => End(
        draft,
        run,
        report,
        $"{draft.Settings.ContainerTimeout} have passed since the resource manager called it {People.Name(report.State)}: its containers have ended themselves.",
        null);

    /// <summary>Its submission was never seen by a settled resource manager, and no post of it can arrive any more.</summary>
    public static void NeverThere(Draft draft, Run run)
    {
        var proof = $"A settled resource manager does not know {run.Application}, which was not posted after {run.PostUntil:u}.";
        var killed = draft.State.Status == JobStatus.Killing;
        var failure = run.GivenUp ?? new Failure(FailureClass.Infrastructure, "The submission never reached the resource manager.", null, proof, draft.Now);
        draft.Add(new RunEnded(draft.Now, run.Number, new RunEnd(RunOutcome.NeverSubmitted, proof, null, draft.Now), killed ? null : failure));
        if (killed)
            Rest(draft, RestAfterKill(draft.State), null, proof);
        else
            Failures.Follow(draft, failure);
    }

    public static void Rest(Draft draft, JobStatus status, Failure? failure, string text)
    {
        var operation = draft.State.Current;
        var succeeded = (operation?.Kind, status) is
            (OperationKind.Suspend, JobStatus.Suspended) or (OperationKind.Kill, JobStatus.Killed) or (OperationKind.Retire, JobStatus.Retired) or (OperationKind.Start, JobStatus.Finished);
        foreach (var savepoint in draft.State.Savepoints)
            Savepoints.Abandon(draft, savepoint, "The run ended before the savepoint was complete.");
        draft.Add(new JobRested(draft.Now, status, failure));
        draft.EndOperation(operation, succeeded, text);
        People.BeginQueued(draft);
    }

    public static bool HasStopSavepoint(JobState state, int run) => state.Ledger.Any(p => p.Run == run && p.Kind == RestorePointKind.StopSavepoint);

    private static void End(Draft draft, Run run, ApplicationReport report, string proof, Failure? failure)
    {
        var outcome = Outcome(draft.State, run, report);
        failure = outcome == RunOutcome.Failed ? run.GivenUp ?? failure ?? Unexplained(draft, report) : null;
        draft.Add(new RunEnded(draft.Now, run.Number, new RunEnd(outcome, proof, report.Diagnostics, draft.Now), failure));
        switch (outcome)
        {
            case RunOutcome.Killed:
                Rest(draft, RestAfterKill(draft.State), null, $"Run {run.Number} is dead: {proof}");
                break;
            case RunOutcome.Stopped when draft.State.Current is { Kind: OperationKind.Restart } restart:
                StartAgain(draft, restart);
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

    private static void StartAgain(Draft draft, Operation restart)
    {
        draft.Add(new JobRested(draft.Now, JobStatus.Suspended, null));
        var restore = RestoreRule.ForRestart(draft.State, restart.Arguments.Restore, draft.Settings);
        if (restore.Problem is { } problem)
            draft.EndOperation(restart, succeeded: false, $"Suspended, but not started again. {problem.Message}");
        else
            Planning.Plan(draft, restore);
        People.BeginQueued(draft);
    }

    private static JobStatus RestAfterKill(JobState state) => state.Current is { Kind: OperationKind.Retire } ? JobStatus.Retired : JobStatus.Killed;

    private static Failure Unexplained(Draft draft, ApplicationReport report) => new(
        FailureClass.Unknown,
        $"{report.Id} is {People.Name(report.State)} ({People.Name(report.Final)}), and nobody said why.",
        null,
        string.IsNullOrWhiteSpace(report.Diagnostics) ? "The resource manager gives no diagnostics." : report.Diagnostics,
        draft.Now);
}
