using Akka;
using Akka.Actor;
using Akka.Cluster;

namespace ActorPlatform.Actors.Sharding;

/// <summary>Divides the entities among the nodes again whenever one comes, leaves or dies, and says so on the event stream. A node whose shutdown begins looks after none from then on.</summary>
/// <remarks>At once, and not when the cluster knows that it leaves: its region goes before that, and would wait for the messages that this node still sends to shards without a home.</remarks>
internal sealed class ShareActor(NodeShare share) : UntypedActor
{
    private static readonly TimeSpan s_leaveWithin = TimeSpan.FromSeconds(1);

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private HashSet<Member> _members = [];
    private bool _leaving;

    protected override void PreStart()
    {
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsSnapshot, typeof(ClusterEvent.IMemberEvent));
        var self = Self;
        CoordinatedShutdown.Get(Context.System).AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "node-share", () => self.Ask<Done>(Leave.Instance, s_leaveWithin));
    }

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Leave:
                _leaving = true;
                Sender.Tell(Done.Instance);
                break;
            case ClusterEvent.CurrentClusterState state:
                _members = [.. state.Members];
                break;
            case ClusterEvent.MemberRemoved removed:
                _members.RemoveWhere(member => member.UniqueAddress.Equals(removed.Member.UniqueAddress));
                break;
            case ClusterEvent.IMemberEvent changed:
                _members.RemoveWhere(member => member.UniqueAddress.Equals(changed.Member.UniqueAddress));
                _members.Add(changed.Member);
                break;
            default:
                Unhandled(message);
                return;
        }

        Divide();
    }

    // Not by who is reachable: the two sides of a partition would look after everything twice, and a pause would move it to and fro.
    private void Divide()
    {
        var nodes = _leaving ? [] : _members.Where(member => member.Status is MemberStatus.Up && member.HasRole(NodeExtensions.Role)).Select(member => member.Address.ToString()).Order(StringComparer.Ordinal).ToArray();
        if (share.Divide(nodes, _cluster.SelfAddress.ToString())) Context.System.EventStream.Publish(ShareChanged.Instance);
    }

    private sealed record Leave : INoSerializationVerificationNeeded
    {
        public static readonly Leave Instance = new();
    }
}

/// <summary>The node looks after other entities than before.</summary>
internal sealed record ShareChanged : INoSerializationVerificationNeeded
{
    public static readonly ShareChanged Instance = new();
}
