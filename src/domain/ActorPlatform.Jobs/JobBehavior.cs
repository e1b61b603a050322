using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Deciding;
using ActorPlatform.Jobs.Events;

namespace ActorPlatform.Jobs;

/// <summary>The rules of a job. Commands of people are admitted by <see cref="Admissions"/>; outcomes and deadlines are judged by the run they name.</summary>
public sealed class JobBehavior(JobSettings settings) : Behavior<JobState, JobCommand, JobEvent>
{
    /// <inheritdoc />
    public override JobState Initial => JobState.Initial;

    /// <inheritdoc />
    public override Decision<JobEvent> Decide(JobState state, JobCommand command, DecideContext context)
    {
        var draft = new Draft(settings, state, context);
        return Masking.Of(command, state) switch
        {
            DefineJob define => Definitions.Define(draft, define),
            ChangeSpec change => Definitions.Change(draft, change),
            (StartJob or SuspendJob or KillJob or RestartJob or SaveJob or RetireJob) and var asked => People.Decide(draft, asked),
            _ when state.Status == JobStatus.None => Draft.Reject("job.not-found", RejectionKind.NotFound, "There is no such job."),
            RunPrepared prepared => Submissions.Prepared(draft, prepared),
            RunRefused refused => Submissions.Refused(draft, refused),
            RunAccepted accepted => Submissions.Accepted(draft, accepted),
            ApplicationSeen seen => Sightings.Seen(draft, seen),
            ApplicationMissing missing => Sightings.Missing(draft, missing),
            RunObserved observed => Observations.Observed(draft, observed),
            RunStopped stopped => Stops.Stopped(draft, stopped),
            StopFailed failed => Stops.Failed(draft, failed),
            SavepointTaken taken => Savepoints.Taken(draft, taken),
            SavepointFailed failed => Savepoints.Failed(draft, failed),
            RunConcluded concluded => Conclusions.Concluded(draft, concluded),
            RunStillAlive alive => Conclusions.StillAlive(draft, alive),
            DeadlineCame deadline => Deadlines.Came(draft, deadline),
            _ => Draft.Reject("job.unknown-command", RejectionKind.Invalid, $"{command.GetType().Name} is not a command of a job."),
        };
    }

    /// <inheritdoc />
    public override JobState Evolve(JobState state, JobEvent @event) => JobEvolution.Apply(state, @event);

    /// <inheritdoc />
    public override Obligations Obligations(JobState state) => JobObligations.Of(state, settings);

    /// <inheritdoc />
    public override JobCommand Due(string deadline) => new DeadlineCame(deadline);
}
