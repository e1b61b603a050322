using ActorPlatform.Actors.Jobs.Sights;
using ActorPlatform.Jobs.Ports;
using Akka.Actor;
using Akka.Pattern;

namespace ActorPlatform.Actors.Jobs.Observers;

/// <summary>Keeps one observer for each configured cluster, each started again with back-off when it fails: one bad cluster never blocks another.</summary>
internal sealed class ClusterObservers : ReceiveActor
{
    private static readonly TimeSpan FirstRestart = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastRestart = TimeSpan.FromSeconds(30);
    private readonly IClusters _clusters;
    private readonly ObserverTools _tools;

    public ClusterObservers(IClusters clusters, ObserverTools tools)
    {
        (_clusters, _tools) = (clusters, tools);
        Receive<Refresh>(refresh =>
        {
            var observer = Context.Child(refresh.Cluster);
            if (observer.IsNobody())
                Sender.Tell(Looked.Instance);
            else
                observer.Forward(ClusterObserver.LookNow.Instance);
        });
    }

    protected override void PreStart()
    {
        foreach (var name in _clusters.Names)
        {
            var cluster = _clusters.Find(name)!;
            var observer = global::Akka.Pattern.Backoff.OnFailure(Props.Create(() => new ClusterObserver(cluster, _tools)), "observer", FirstRestart, LastRestart, 0.2, -1);
            Context.ActorOf(BackoffSupervisor.Props(observer), name);
        }
    }

    /// <summary>Look at a cluster now; answered with <see cref="Looked"/> once it was.</summary>
    internal sealed record Refresh(string Cluster) : INoSerializationVerificationNeeded;
}
