using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Jobs.Deciding;

/// <summary>Outcomes of preparing and submitting.</summary>
internal static class Submissions
{
    /// <summary>The id is journaled before it is posted: one id is one intent.</summary>
    public static Decision<JobEvent> Prepared(Draft draft, RunPrepared outcome)
    {
        if (!Is(draft.State, outcome.Run, JobPhase.Preparing))
            return Draft.Nothing();
        var postUntil = draft.Now + draft.Settings.PostWithin;
        draft.Add(new SubmissionIntended(draft.Now, outcome.Run, outcome.Application, postUntil, postUntil + draft.Settings.PostLateness));
        draft.Note($"Run {outcome.Run} is submitted as {outcome.Application}.");
        return draft.Judged();
    }

    public static Decision<JobEvent> Refused(Draft draft, RunRefused outcome)
    {
        if (!Is(draft.State, outcome.Run, JobPhase.Preparing) && !Is(draft.State, outcome.Run, JobPhase.Submitting))
            return Draft.Nothing();
        var end = new RunEnd(RunOutcome.NeverSubmitted, "The cluster refused it; no application was made.", outcome.Failure.Evidence, draft.Now);
        draft.EndRun(outcome.Run, end, outcome.Failure);
        Failures.Follow(draft, outcome.Failure);
        return draft.Judged();
    }

    public static Decision<JobEvent> Accepted(Draft draft, RunAccepted outcome)
    {
        if (!Is(draft.State, outcome.Run, JobPhase.Submitting))
            return Draft.Nothing();
        Accept(draft, outcome.Run);
        return draft.Judged();
    }

    public static void Accept(Draft draft, int run)
    {
        draft.Add(new SubmissionAccepted(draft.Now, run, draft.Now + draft.Settings.VerifyWithin));
        draft.Note($"Run {run} was accepted by the cluster.");
    }

    private static bool Is(JobState state, int run, JobPhase phase) => state.Status == JobStatus.Starting && state.Phase == phase && state.Run is { End: null } current && current.Number == run;
}
