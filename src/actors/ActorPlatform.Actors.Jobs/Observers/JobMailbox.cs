using ActorPlatform.Actors.Entities;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using Akka.Actor;

namespace ActorPlatform.Actors.Jobs.Observers;

/// <summary>Puts sightings to jobs through their shard region, as messages of the engine itself: judged by the job's state, so not remembered by their ids.</summary>
internal sealed class JobMailbox(Func<IActorRef> region, TimeSpan atMost) : IJobMailbox
{
    private const string CommandId = "sighting";

    public async Task<bool> TellAsync(JobId job, JobCommand command, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await region().Ask<EntityAnswer>(new AskEntity(job.Value, CommandId, null, null, command, null), atMost, cancellationToken);

            // A refusal is a word of the job's, too: telling it again would get the same.
            return answer is EntityAnswer.Accepted or EntityAnswer.Rejected;
        }
        catch (AskTimeoutException)
        {
            return false;
        }
    }
}
