using System.Collections.Immutable;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Jobs.Deciding;

/// <summary>What the resource manager says of applications with the job's tag, also of runs that ended long ago.</summary>
internal static class Sightings
{
    private const int MaxStrays = 20;

    public static Decision<JobEvent> Seen(Draft draft, ApplicationSeen command)
    {
        var (state, report) = (draft.State, command.Report);
        if (state.Run is { End: null } run && run.Number == report.Run && run.Application == report.Id)
            return report.IsFinal ? Final(draft, run, report) : Alive(draft, run, report);
        return report.IsFinal ? Gone(draft, report.Id) : Stray(draft, report);
    }

    public static Decision<JobEvent> Missing(Draft draft, ApplicationMissing command)
    {
        if (draft.State.Run is not { End: null, Final: null } run || run.Number != command.Run || run.Application != command.Application)
            return Gone(draft, command.Application);

        // Unresolved: only its submission, which looks at what it may have left, can say that it was never there.
        if (run.AcceptedAt is null)
            return command.Checkpoints is null && draft.State.Phase == JobPhase.Submitting ? Draft.Nothing() : NeverSeen(draft, run, command);

        // It was there, and a settled resource manager has forgotten it: it is over, but nobody said how. The conclusion asks the JobManager.
        var report = new ApplicationReport(
            command.Application, draft.State.Id, run.Number, ApplicationState.Failed, FinalStatus.Undefined, "The resource manager does not know the application any more.", run.RestAddress, run.WebUrl, null);
        return Final(draft, run, report);
    }

    private static Decision<JobEvent> Alive(Draft draft, Run run, ApplicationReport report)
    {
        if (draft.State.Phase == JobPhase.Submitting && report.State != ApplicationState.New)
            Submissions.Accept(draft, run.Number);
        var address = report.RestAddress ?? run.RestAddress;
        var url = report.WebUrl ?? run.WebUrl;

        // Seen alive is accepted, also while it is being killed: from then on its absence is no proof that it was never there.
        if (address != run.RestAddress || url != run.WebUrl || (draft.State.Run!.AcceptedAt is null && report.State != ApplicationState.New))
            draft.Add(new RunAddressed(draft.Now, run.Number, address, url));
        Deadlines.JudgeVerification(draft, draft.State.Run!, report);
        return draft.Judged();
    }

    private static Decision<JobEvent> Final(Draft draft, Run run, ApplicationReport report)
    {
        if (run.Final is not null)
            return Draft.Nothing();
        draft.Add(new RunSeenFinal(draft.Now, run.Number, report, draft.Now + draft.Settings.ContainerTimeout));
        draft.Note($"{report.Id} is {People.Name(report.State)} as the resource manager says; its end is being proven.");
        return draft.Judged();
    }

    /// <summary>A submission that nobody ever saw is over only past the time in which a late post may still arrive.</summary>
    private static Decision<JobEvent> NeverSeen(Draft draft, Run run, ApplicationMissing command)
    {
        if (run.PostUntil is not { } postUntil || draft.Now < postUntil + draft.Settings.PostLateness)
            return Draft.Nothing();
        Conclusions.NeverSeen(draft, run, command.Checkpoints ?? [], command.MayBeForgotten);
        return draft.Judged();
    }

    private static Decision<JobEvent> Stray(Draft draft, ApplicationReport report)
    {
        var state = draft.State;
        if (state.Strays.Any(s => s.Application == report.Id))
            return Draft.Nothing();
        if (state.Strays.Length >= MaxStrays)
            return Draft.Conflict(ApplicationSeen.NotYet, $"{MaxStrays} applications that should not be are being killed; {report.Id} has to wait.");
        var known = state.Runs.FirstOrDefault(r => r.Number == report.Run);
        var cluster = known?.Cluster ?? state.Spec!.Target.Cluster;
        var reason = known is null
            ? $"Run {report.Run} ended long ago, or is not of this journal."
            : known.Application == report.Id ? $"Run {report.Run} had ended ({known.End?.Proof})." : $"Run {report.Run} is {known.Application?.Value ?? "without application"}, not {report.Id}.";
        draft.Add(new DecisionMade(draft.Now, new JobDecision(draft.Now, "STRAY", $"kill {report.Id}", [new Candidate(report.Id.Value, People.Name(report.State))], [reason])));
        draft.Add(new StraySeen(draft.Now, report.Run, cluster, report.Id));
        return draft.Judged();
    }

    private static Decision<JobEvent> Gone(Draft draft, ApplicationId application)
    {
        if (draft.State.Strays.FirstOrDefault(s => s.Application == application) is not { } stray)
            return Draft.Nothing();
        draft.Add(new StrayGone(draft.Now, stray.Run, application));
        return draft.Judged();
    }
}
