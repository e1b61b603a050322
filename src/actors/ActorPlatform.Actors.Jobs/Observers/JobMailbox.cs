using ActorPlatform.Actors.Entities;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using Akka.Actor;

namespace ActorPlatform.Actors.Jobs.Observers;

/// <summary>Puts sightings to jobs through their shard region, as messages of the engine itself: judged by the job's state, so not remembered by their ids.</summary>
internal sealed class JobMailbox(Func<IActorRef> region, TimeSpan atMost) : IJobMailbox
{
    // With a colon, as all of the engine's own: the audit leaves them out.
    private const string CommandId = "sighting:cluster";

    public async Task<MailReceipt> TellAsync(JobId job, JobCommand command, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await region().Ask<EntityAnswer>(new AskEntity(job.Value, CommandId, null, null, command, null), atMost, cancellationToken);
            return ReceiptOf(answer);
        }
        catch (AskTimeoutException)
        {
            return MailReceipt.NotNow;
        }
    }

    /// <summary>What a job's answer says of the sighting that it was told.</summary>
    public static MailReceipt ReceiptOf(EntityAnswer answer) => answer switch
    {
        EntityAnswer.Rejected { Reason.Kind: RejectionKind.NotFound } => MailReceipt.UnknownJob,
        EntityAnswer.Rejected { Reason.Code: ApplicationSeen.NotYet } => MailReceipt.NotNow,

        // Any other refusal is a word of the job's, too: telling it again would get the same.
        EntityAnswer.Accepted or EntityAnswer.Rejected => MailReceipt.Taken,
        _ => MailReceipt.NotNow,
    };
}
