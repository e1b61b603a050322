using ActorPlatform.Actors.Ownership;
using Akka.Actor;

namespace ActorPlatform.Actors.Membership;

/// <summary>Watches the rows of all nodes as the heartbeat reads them, and tells the downing actor what is to be done. Runs on the heartbeat's thread: no I/O.</summary>
internal sealed class NodeWatch(NodeOptions options) : INodeObserver
{
    // Long enough for a slow answer, short enough that after it the others have half of their time left to renew.
    private readonly NodeAges _ages = new(options.ActFor / 2);
    private readonly MembershipJudge _judge = new(options);
    private Func<ClusterView> _look = static () => ClusterView.None;
    private ClusterView _view = ClusterView.None;
    private IActorRef? _downing;
    private NodeSnapshot? _latest;

    /// <summary>The rows as they were read last; null before the first reading.</summary>
    public NodeSnapshot? Latest => Volatile.Read(ref _latest);

    /// <summary>From now on the cluster's members are looked at, too.</summary>
    public void LookAt(Func<ClusterView> cluster) => Volatile.Write(ref _look, cluster);

    /// <summary>From now on verdicts are carried out.</summary>
    public void Tell(IActorRef downing) => Volatile.Write(ref _downing, downing);

    // Members before rows: see MembershipJudge.
    public void Looking() => _view = Volatile.Read(ref _look)();

    public void Seen(NodeReading reading)
    {
        var snapshot = _ages.Observe(reading);
        Volatile.Write(ref _latest, snapshot);
        var verdict = _judge.Decide(snapshot, _view);
        if (!verdict.IsNothing) Volatile.Read(ref _downing)?.Tell(verdict, ActorRefs.NoSender);
    }
}
