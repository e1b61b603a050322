using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Jobs.Deciding;

/// <summary>Every transient phase has a deadline, and every deadline a next step.</summary>
internal static class Deadlines
{
    /// <summary>The name of the present phase's deadline: an older one that comes late names another phase or run, and changes nothing.</summary>
    public static string Name(JobState state) => $"{state.Phase}:{state.LastRun}".ToLowerInvariant();

    public static Decision<JobEvent> Came(Draft draft, DeadlineCame command)
    {
        var state = draft.State;
        if (state.Savepoints.FirstOrDefault(s => command.Name == Effects.Keys.Savepoint(s.TriggerId)) is { } savepoint)
            return LateSavepoint(draft, savepoint);
        if (state.Due is not { } due || due > draft.Now || command.Name != Name(state))
            return Draft.Nothing();
        switch (state.Phase)
        {
            case JobPhase.Preparing:
                LatePreparation(draft, state.Run!);
                break;
            case JobPhase.Submitting:
                Miss(draft, "The submission's fate is unknown: it is looked up until a settled resource manager has told it. An operator may kill it, or confirm that it is dead.", draft.Settings.PostLateness);
                break;
            case JobPhase.Verifying:
                Miss(draft, "It is looked at once more, and killed if it is seen not running. While nobody answers it is left alone: an operator may kill it.", draft.Settings.VerifyWithin);
                break;
            case JobPhase.Stopping:
                Stops.Abandon(draft, state.Run!.Number, $"The savepoint was not complete within {draft.Settings.SuspendWithin.InWords()}.");
                break;
            case JobPhase.Concluding:
                LateConclusion(draft, state.Run!);
                break;
            case JobPhase.BackingOff:
                Failures.Retry(draft);
                break;
        }

        return draft.Judged();
    }

    private static Decision<JobEvent> LateSavepoint(Draft draft, PendingSavepoint savepoint)
    {
        if (savepoint.Due > draft.Now)
            return Draft.Nothing();
        Savepoints.Abandon(draft, savepoint, $"The savepoint was not complete within {draft.Settings.SavepointWithin.InWords()}; the run goes on.");
        return draft.Judged();
    }

    private static void LatePreparation(Draft draft, Run run)
    {
        var failure = new Failure(
            FailureClass.Infrastructure,
            $"Run {run.Number} could not be prepared within {draft.Settings.PrepareWithin.InWords()}: the cluster {run.Cluster} did not answer.",
            null,
            "Nothing was submitted.",
            draft.Now);
        draft.Add(new DeadlineMissed(draft.Now, Name(draft.State), "The run is given up; nothing of it was submitted.", null));
        draft.EndRun(run.Number, new RunEnd(RunOutcome.NeverSubmitted, "It was never submitted.", null, draft.Now), failure);
        Failures.Follow(draft, failure);
    }

    /// <summary>
    /// The look that the deadline of VERIFYING asked for: its JobManager says that the run still does not run. Not before: the engine, or the way to the cluster, may have been away
    /// all the time, and the run be well.
    /// </summary>
    public static void JudgeVerification(Draft draft, Run run, RunReport report)
    {
        if (draft.State is { Phase: JobPhase.Verifying, Overdue: true } && report.State is FlinkJobState.Starting or FlinkJobState.Running or FlinkJobState.Restarting)
            FailVerification(
                draft,
                run,
                FailureClass.Submission,
                $"Run {run.Number} was accepted but did not have all its tasks running within {draft.Settings.VerifyWithin.InWords()}: {report.TasksRunning} of {report.TasksTotal} ran at {draft.Now:u}, as its JobManager says.");
    }

    /// <summary>The same, as the resource manager says: it waits for its first container.</summary>
    public static void JudgeVerification(Draft draft, Run run, ApplicationReport report)
    {
        if (draft.State is { Phase: JobPhase.Verifying, Overdue: true } && report.State == ApplicationState.Accepted && run.RestAddress is null)
            FailVerification(draft, run, FailureClass.Resources, $"The cluster accepted run {run.Number} but gave it no container within {draft.Settings.VerifyWithin.InWords()}.");
    }

    private static void FailVerification(Draft draft, Run run, FailureClass @class, string summary)
    {
        var failure = new Failure(
            @class,
            summary,
            run.Exceptions.IsEmpty ? null : run.Exceptions[^1].Name,
            run.Exceptions.IsEmpty ? "Flink reported no exception." : run.Exceptions[^1].StackTrace,
            draft.Now);
        GiveUp(draft, run, failure);
    }

    private static void LateConclusion(Draft draft, Run run)
    {
        if (run.Final is { } report)
            LateProof(draft, run, report);
        else if (run.KillAsked)
            LateKill(draft, run);
        else
            GiveUp(draft, run, failure: null);
    }

    private static void LateProof(Draft draft, Run run, ApplicationReport report)
    {
        var proof = Conclusions.ProofOf(run, report);
        if (report is { Final: FinalStatus.Succeeded } && run.StopTrigger is not null && !Conclusions.HasStopSavepoint(draft.State, run.Number))

            // It is over, but to call it FINISHED would lose the savepoint that its stop may have written.
            Miss(draft, "The run is over; the savepoint of its stop is looked for until the file system answers.", draft.Settings.ContainerTimeout);
        else if (proof is null)
            Conclusions.TimedOut(draft, run, report);
        else if (draft.State.Status == JobStatus.Killing)
            Conclusions.EndUnseen(draft, run, report, proof);
        else

            // What is missing is the last look at its checkpoints, without which the next run might start from too old a one.
            Miss(draft, "The run is over; its checkpoints are looked at as soon as the file system answers.", draft.Settings.ContainerTimeout);
    }

    /// <summary>The killing goes on, and nothing is called dead without proof; but whoever waits is told.</summary>
    private static void LateKill(Draft draft, Run run)
    {
        Miss(draft, $"{run.Application} is killed until it is seen final. An operator may confirm that it is dead.", draft.Settings.KillWithin);
        if (draft.State.Current is { Kind: OperationKind.Kill or OperationKind.Retire or OperationKind.Suspend } operation)
            draft.EndOperation(operation, succeeded: false, $"{run.Application} was not seen final within {draft.Settings.KillWithin.InWords()}; the killing goes on.");
    }

    private static void GiveUp(Draft draft, Run run, Failure? failure)
    {
        var reason = failure?.Summary ?? "Its savepoint is complete, but it did not end.";
        draft.Add(new DecisionMade(draft.Now, new JobDecision(draft.Now, "RUN_GIVEN_UP", $"kill {run.Application}", [], [reason])));
        draft.Add(new KillAsked(draft.Now, run.Number, draft.State.Status, failure, reason, draft.Now + draft.Settings.KillWithin));
        draft.Note($"{reason} It is killed.");
    }

    private static void Miss(Draft draft, string next, TimeSpan again) => draft.Add(new DeadlineMissed(draft.Now, Name(draft.State), next, draft.Now + again));
}
