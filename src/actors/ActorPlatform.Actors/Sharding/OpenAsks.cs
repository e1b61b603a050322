using System.Collections.Concurrent;
using ActorPlatform.Actors.Entities;
using Akka.Actor;

namespace ActorPlatform.Actors.Sharding;

/// <summary>The questions to entities that this node waits for. What was sent to a node that died got lost with it, and would be answered by nobody before its time-out: it is sent again.</summary>
/// <remarks>Sending again is safe: a gate that has the question already knows it by its sender, and a command that was done is known by its id. Thread safe.</remarks>
internal sealed class OpenAsks
{
    private readonly ConcurrentDictionary<IActorRef, OpenAsk> _open = new();

    /// <summary>Asks a region.</summary>
    /// <exception cref="AskTimeoutException">Nobody answered in time.</exception>
    public async Task<EntityAnswer> AskAsync(IActorRef region, EntityMessage message, TimeSpan atMost, CancellationToken cancellationToken)
    {
        IActorRef? asker = null;
        try
        {
            return await region.Ask<EntityAnswer>(
                sender =>
                {
                    asker = sender;
                    _open[sender] = new OpenAsk(region, message);
                    return message;
                },
                atMost,
                cancellationToken);
        }
        finally
        {
            if (asker is not null) _open.TryRemove(asker, out _);
        }
    }

    /// <summary>Sends all of them again.</summary>
    public void SendAgain()
    {
        foreach (var (sender, ask) in _open) ask.Region.Tell(ask.Message, sender);
    }

    private sealed record OpenAsk(IActorRef Region, EntityMessage Message);
}
