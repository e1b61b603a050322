using Akka.Actor;
using Akka.Cluster;

namespace ActorPlatform.Actors.Membership;

/// <summary>Downs a member when its row in the database is gone, and never for another reason; named by <c>akka.cluster.downing-provider-class</c>.</summary>
/// <param name="system">Akka.NET makes it by these two.</param>
/// <param name="cluster">Its cluster.</param>
public sealed class DatabaseDowning(ActorSystem system, Cluster cluster) : IDowningProvider
{
    /// <summary>Zero: coordinator and singletons wait this long after a removal, for the removed node to notice. Its right to act ended before it was downed.</summary>
    public TimeSpan DownRemovalMargin => TimeSpan.Zero;

    /// <summary>The actor that carries the verdicts out.</summary>
    public Props DowningActorProps => Props.Create<DowningActor>(system, cluster);
}
