using Akka.Actor;

namespace ActorPlatform.Actors.Nodes;

/// <summary>Ends this node as if it had been asked to stop: shards are handed over, the cluster is left, and no other incarnation follows.</summary>
internal interface INodeEnd
{
    /// <summary>Returns at once; the end comes after it. Safe to repeat.</summary>
    void Begin(ActorSystem system);
}

/// <summary>Where there is no host: only the actor system ends.</summary>
internal sealed class SystemEnd : INodeEnd
{
    public void Begin(ActorSystem system) => _ = CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
}
