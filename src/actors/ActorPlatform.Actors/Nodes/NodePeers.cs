using ActorPlatform.Actors.Storage.Nodes;
using Akka.Actor;
using Akka.Cluster;

namespace ActorPlatform.Actors.Nodes;

/// <summary>Asks other nodes, and this one, by the addresses of their rows. Thread safe.</summary>
internal interface INodePeers
{
    /// <summary>Whether the row is this process's own.</summary>
    bool IsSelf(NodeRow row);

    /// <summary>Whether gossip has it as a member that leaves.</summary>
    bool IsLeaving(NodeRow row);

    /// <summary>What the node says of itself; null when it is no member, or does not answer within seconds.</summary>
    Task<NodeStatus?> AskAsync(NodeRow row, CancellationToken cancellationToken);

    /// <summary>Asks the node to leave. False when it is no member, or did not answer within seconds: it may leave all the same.</summary>
    Task<bool> DrainAsync(NodeRow row, string? by, CancellationToken cancellationToken);
}

/// <summary>Over the cluster's own connections: nobody needs to know where another node's HTTP is.</summary>
/// <param name="system">Asked for at each call: it starts after whoever holds this.</param>
internal sealed class NodePeers(Func<ActorSystem> system) : INodePeers
{
    private static readonly TimeSpan s_within = NodeActor.CountWithin + TimeSpan.FromSeconds(1);

    public bool IsSelf(NodeRow row) => Is(Cluster.Get(system()).SelfUniqueAddress, row);

    public bool IsLeaving(NodeRow row) => Cluster.Get(system()).State.Members.Any(member => Is(member.UniqueAddress, row) && member.Status is MemberStatus.Leaving or MemberStatus.Exiting);

    public async Task<NodeStatus?> AskAsync(NodeRow row, CancellationToken cancellationToken) =>
        await AskAsync<NodeStatus>(row, AskNodeStatus.Instance, cancellationToken) is { } status && status.Incarnation == row.Incarnation ? status : null;

    public async Task<bool> DrainAsync(NodeRow row, string? by, CancellationToken cancellationToken) =>
        await AskAsync<NodeDraining>(row, new DrainNode(row.Incarnation, by), cancellationToken) is not null;

    private static bool Is(UniqueAddress member, NodeRow row) => member.Uid == row.Uid && member.Address.ToString() == row.Address;

    private async Task<T?> AskAsync<T>(NodeRow row, NodeMessage message, CancellationToken cancellationToken)
        where T : NodeMessage
    {
        // Only members, who have proven who they are: Akka.NET ends the actor system that opens a connection on which TLS fails, and a row is not yet a proof.
        if (!Cluster.Get(system()).State.Members.Any(member => Is(member.UniqueAddress, row))) return null;
        try
        {
            return await system().ActorSelection($"{row.Address}/user/{NodeActor.Name}").Ask<T>(message, s_within, cancellationToken);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }
}
