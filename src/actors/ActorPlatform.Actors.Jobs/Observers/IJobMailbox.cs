using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;

namespace ActorPlatform.Actors.Jobs.Observers;

/// <summary>Where sightings are put for jobs, wherever they live.</summary>
internal interface IJobMailbox
{
    /// <summary>Tells a job.</summary>
    Task<MailReceipt> TellAsync(JobId job, JobCommand command, CancellationToken cancellationToken);
}

/// <summary>What became of a sighting.</summary>
internal enum MailReceipt
{
    /// <summary>The job could not take it now: tell it again.</summary>
    NotNow,

    /// <summary>What follows of it is durable.</summary>
    Taken,

    /// <summary>There is no such job here.</summary>
    UnknownJob,
}
