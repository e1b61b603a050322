using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace ActorPlatform.Actors.Mailboxes;

/// <summary>The mailbox of entities: one that is empty takes no memory to speak of. Akka.NET's own keeps a kilobyte ready for each actor, and ten thousand entities are two actors each.</summary>
/// <remarks>Made by Akka.NET, by its class name in akka.conf.</remarks>
internal sealed class SmallMailbox(Settings settings, Config config) : MailboxType(settings, config), IProducesMessageQueue<SmallMessageQueue>
{
    /// <summary>Where akka.conf names it.</summary>
    public const string Id = "akka.actor.entity-mailbox";

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new SmallMessageQueue();
}
