using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;

namespace ActorPlatform.Actors.Jobs.Observers;

/// <summary>Where sightings are put for jobs, wherever they live.</summary>
internal interface IJobMailbox
{
    /// <summary>Tells a job; true once what follows of it is durable, false when the job could not take it now: tell it again.</summary>
    Task<bool> TellAsync(JobId job, JobCommand command, CancellationToken cancellationToken);
}
