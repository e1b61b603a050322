using System.Diagnostics;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Behaviors;
using Akka.Actor;

namespace ActorPlatform.Actors.Sharding;

/// <summary>Asks entities through their shard region.</summary>
/// <param name="region">The region; asked at each call, because it may start after whoever holds the client.</param>
internal sealed class EntityClient(Func<IActorRef> region, EntityOptions options, OpenAsks asks, TimeProvider time) : IEntityClient
{
    // A shard that moves keeps what comes for it, so the second one hardly meets a gate that ends; a bound all the same.
    private const int Tries = 3;

    // The gate answers within the ask time-out; the margin lets its own, better reasoned answer arrive first.
    private static readonly TimeSpan _margin = TimeSpan.FromSeconds(2);

    public Task<EntityAnswer> AskAsync(string entityId, EntityCommand command, CancellationToken cancellationToken) => AskAsync(
        new AskEntity(entityId, command.CommandId, command.Fingerprint, command.By, command.Command, Activity.Current?.Id), options.AskTimeout, cancellationToken);

    public void Tell(string entityId, string commandId, object command) =>
        region().Tell(new AskEntity(entityId, commandId, null, null, command, Activity.Current?.Id), ActorRefs.NoSender);

    public Task<EntityAnswer> ReadAsync(string entityId, CancellationToken cancellationToken) =>
        AskAsync(new ReadEntity(entityId), options.AskTimeout, cancellationToken);

    public Task<EntityAnswer> AwaitChangeAsync(string entityId, long afterSequence, TimeSpan atMost, CancellationToken cancellationToken) =>
        AskAsync(new AwaitEntity(entityId, afterSequence, atMost), options.AskTimeout + atMost, cancellationToken);

    public Task<EntityAnswer> WakeAsync(string entityId, CancellationToken cancellationToken) =>
        AskAsync(new WakeEntity(entityId), options.AskTimeout, cancellationToken);

    public Task<EntityAnswer> ReleaseAsync(string entityId, CancellationToken cancellationToken) =>
        AskAsync(new ReleaseEntity(entityId), options.AskTimeout, cancellationToken);

    private async Task<EntityAnswer> AskAsync(EntityMessage message, TimeSpan atMost, CancellationToken cancellationToken)
    {
        try
        {
            var until = time.GetUtcNow() + atMost + _margin;
            for (var tries = 1; tries <= Tries && until - time.GetUtcNow() is var left && left > TimeSpan.Zero; tries++)
            {
                if (await asks.AskAsync(region(), Within(message, left - _margin - options.AskTimeout), left, cancellationToken) is not EntityAnswer.Moving and var answer) return answer;
            }

            return new EntityAnswer.Unavailable($"{message.EntityId} is moving to another node. If it was a command, repeating it under the same id is safe.", options.RetryAfter);
        }
        catch (AskTimeoutException)
        {
            return new EntityAnswer.Unavailable(
                $"{message.EntityId} did not answer within {atMost.InWords()}. If it was a command, its outcome is unknown, and repeating it under the same id is safe.",
                options.RetryAfter);
        }
    }

    // Asked for the second time, it waits no longer than the first time.
    private static EntityMessage Within(EntityMessage message, TimeSpan left) =>
        message is AwaitEntity wait && wait.AtMost > left ? wait with { AtMost = left > TimeSpan.Zero ? left : TimeSpan.Zero } : message;
}
