using Akka.Actor;
using Akka.Cluster;

namespace ActorPlatform.Actors.Sharding;

/// <summary>Divides the entities among the nodes again whenever one comes, leaves or dies, and says so on the event stream.</summary>
internal sealed class ShareActor(NodeShare share) : UntypedActor
{
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private HashSet<Member> _members = [];

    protected override void PreStart() =>
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsSnapshot, typeof(ClusterEvent.IMemberEvent));

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
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
        var nodes = _members.Where(member => member.Status is MemberStatus.Up && member.HasRole(NodeExtensions.Role)).Select(member => member.Address.ToString()).Order(StringComparer.Ordinal).ToArray();
        if (share.Divide(nodes, _cluster.SelfAddress.ToString())) Context.System.EventStream.Publish(ShareChanged.Instance);
    }
}

/// <summary>The node looks after other entities than before.</summary>
internal sealed record ShareChanged : INoSerializationVerificationNeeded
{
    public static readonly ShareChanged Instance = new();
}
