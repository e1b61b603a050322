using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Retry;

namespace ActorPlatform.Jobs.Deciding;

/// <summary>What follows a failed run: another one after a back-off, or FAILED with the reason.</summary>
internal static class Failures
{
    public static void Follow(Draft draft, Failure failure)
    {
        Distrust(draft, failure);
        if (draft.State.Current is { Kind: OperationKind.Suspend })
        {
            // Who asked for a stop does not want it to come back by itself.
            GiveUp(draft, failure, "It failed while it was being suspended: no further run starts by itself.");
            return;
        }

        if (draft.State is { Current: { Kind: OperationKind.Restart } restart, Run.StopTrigger: not null })
        {
            Restart(draft, failure, restart.Arguments);
            return;
        }

        var verdict = RetryPolicy.Judge(draft.State, failure, draft.Now);
        if (verdict.NextAt is not { } next)
        {
            GiveUp(draft, failure, verdict.Reason);
            return;
        }

        draft.Add(new DecisionMade(draft.Now, new JobDecision(draft.Now, "RETRY", $"run {draft.State.LastRun + 1} at {next:u}", [], [verdict.Reason, failure.Summary])));
        draft.Add(new RetryScheduled(draft.Now, draft.State.LastRun, verdict.Attempt, next));
        draft.Note($"{failure.Summary} {verdict.Reason}");
    }

    /// <summary>The back-off is over.</summary>
    public static void Retry(Draft draft)
    {
        var restore = RestoreRule.ForRetry(draft.State, draft.Settings);
        if (restore.Problem is { } problem)
            GiveUp(draft, draft.State.Failure!, problem.Message);
        else
            Planning.PlanAgain(draft, restore);
    }

    /// <summary>It failed while it was being stopped for a restart: no retry of the old attempt, but what the restart asked for, without a savepoint of its own.</summary>
    private static void Restart(Draft draft, Failure failure, OperationArguments arguments)
    {
        var restore = RestoreRule.ForRestart(draft.State, arguments.Restore, draft.Settings);
        if (restore.Problem is { } problem)
        {
            GiveUp(draft, failure, $"It failed while it was being stopped, and was not started again. {problem.Message}");
            return;
        }

        draft.Note($"{failure.Summary} It failed while it was being stopped: the start follows without a savepoint of its own.");
        Planning.Plan(draft, restore);
    }

    private static void GiveUp(Draft draft, Failure failure, string reason)
    {
        draft.Add(new DecisionMade(draft.Now, new JobDecision(draft.Now, "GIVE_UP", "FAILED", [], [reason, failure.Summary])));
        Conclusions.Rest(draft, JobStatus.Failed, failure, $"{failure.Summary} {reason}");
    }

    private static void Distrust(Draft draft, Failure failure)
    {
        if (failure.Class == FailureClass.Restore && draft.State.Run?.Restore is { } restore)
            draft.Add(new RestorePointDistrusted(draft.Now, restore.Id, Gone: false, failure.RootCause ?? failure.Summary));
    }
}
