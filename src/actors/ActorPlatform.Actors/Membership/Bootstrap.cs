using System.Collections.Immutable;
using ActorPlatform.Actors.Ownership;
using ActorPlatform.Actors.Storage.Nodes;
using Akka.Actor;
using Akka.Cluster;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Membership;

/// <summary>Gets a node into the one cluster of its database.</summary>
/// <remarks>
/// One process at a time has the turn, a lock of a database session. Whoever has it joins the living members, or forms a cluster when there can be none. It is noted as joined in the very session that has the lock,
/// before it forms one, or after it was let in: so who has the turn next sees everybody who can be a member. A session that was lost in between fails there, and the start with it.
/// </remarks>
internal sealed partial class Bootstrap(INodeStore nodes, NodeWatch watch, NodeHeartbeatSetup setup, TimeProvider time, ILogger<Bootstrap> logger)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_askAgain = TimeSpan.FromSeconds(3);
    private readonly NodeOptions _options = setup.Options;

    /// <summary>Returns when the node is up and noted as joined. On SQLite, where there is nobody to join, it is a cluster of one at once.</summary>
    /// <exception cref="MembershipException">It did not become so within the time.</exception>
    /// <exception cref="System.Data.Common.DbException">The database is away.</exception>
    public async Task RunAsync(Cluster cluster, long incarnation)
    {
        if (!nodes.IsShared)
        {
            cluster.Join(cluster.SelfAddress);
            await nodes.AnnounceAsync(incarnation, CancellationToken.None);
            return;
        }

        await using var turn = await TakeTurnAsync();
        var since = setup.Clock.Now.SinceBoot;
        var joining = new Joining(cluster, incarnation);
        while (cluster.SelfMember.Status is not MemberStatus.Up)
        {
            var step = BootstrapRule.Decide(watch.Latest, since, incarnation, cluster.SelfAddress.ToString());
            if (setup.Clock.Now.SinceBoot - since > _options.JoinWithin) throw new MembershipException(Explain(step));
            if (cluster.IsTerminated) throw new MembershipException($"The node's actor system has ended while it joined the cluster: {CoordinatedShutdown.Get(cluster.System).ShutdownReason?.ToString() ?? "the log says why"}. {Remedy}");
            if (step is BootstrapStep.Join join) RefuseOtherProtocol(cluster.SelfAddress, join);
            await CarryOutAsync(step, joining, turn);
            await Task.Delay(s_look, time);
        }

        if (!joining.IsAnnounced) await AnnounceAsync(turn, incarnation);
        LogIsMember(incarnation, cluster.SelfAddress, joining.IsAnnounced ? "formed a cluster" : "joined the cluster");
    }

    private async Task<IJoinTurn> TakeTurnAsync()
    {
        using var atMost = new CancellationTokenSource(_options.JoinWithin, time);
        try
        {
            while (true)
            {
                if (await nodes.TryTakeTurnAsync(atMost.Token) is { } turn) return turn;
                await Task.Delay(s_look, time, atMost.Token);
            }
        }
        catch (OperationCanceledException) when (atMost.IsCancellationRequested)
        {
            throw new MembershipException(
                $"For {_options.JoinWithin} other starting nodes had the turn to join the cluster. This node formed none. Start it again; actorplatform.node.join-within bounds the wait.");
        }
    }

    private async Task CarryOutAsync(BootstrapStep step, Joining joining, IJoinTurn turn)
    {
        switch (step)
        {
            // Let in already, and merely not up yet.
            case not null when joining.IsLetIn:
                break;
            case BootstrapStep.Form when !joining.IsAnnounced:
                await AnnounceAsync(turn, joining.Incarnation);
                joining.IsAnnounced = true;
                joining.Cluster.Join(joining.Cluster.SelfAddress);
                break;
            case BootstrapStep.Join join when joining.Asked is not { } asked || time.GetElapsedTime(asked) >= s_askAgain:
                // Again and again, each time those who live now: a seed may have died since.
                joining.Asked = time.GetTimestamp();
                joining.Cluster.JoinSeedNodes(join.Seeds.Select(Address.Parse).ToImmutableList());
                break;
        }
    }

    private static async Task AnnounceAsync(IJoinTurn turn, long incarnation)
    {
        if (!await turn.AnnounceAsync(incarnation, CancellationToken.None))
            throw new MembershipException($"Incarnation {incarnation} was fenced while it joined the cluster. Start the node again.");
    }

    // Nodes with and without TLS never talk to each other: waiting would end with a word on the network, which is not to blame.
    private static void RefuseOtherProtocol(Address self, BootstrapStep.Join join)
    {
        if (join.Seeds.FirstOrDefault(seed => Address.Parse(seed).Protocol != self.Protocol) is { } other)
            throw new MembershipException(
                $"The living node {other} and this one ({self}) cannot talk to each other: one has TLS (actorplatform.node.tls), the other has not. This node formed no cluster of its own. Give all the same; to change all, stop all first.");
    }

    private string Remedy => _options.Tls.IsOn ? "Look for refused certificates (log 2122), here and at the living nodes." : "Start it again.";

    private string Explain(BootstrapStep step) => step switch
    {
        BootstrapStep.Join join =>
            $"The living nodes {string.Join(", ", join.Seeds)} did not let this one in within {_options.JoinWithin}, so it formed no cluster of its own. Look at the network between them, and at actorplatform.node.advertise of each.",
        BootstrapStep.Wait wait => $"The node found no cluster within {_options.JoinWithin} and formed none: {wait.Why}.",
        _ => $"The cluster that this node formed was not ready within {_options.JoinWithin}.",
    };

    [LoggerMessage(2110, LogLevel.Information, "Incarnation {Incarnation} at {Address} has {How}.")]
    private partial void LogIsMember(long incarnation, Address address, string how);

    private sealed class Joining(Cluster cluster, long incarnation)
    {
        public Cluster Cluster => cluster;

        public long Incarnation => incarnation;

        public bool IsAnnounced { get; set; }

        public long? Asked { get; set; }

        public bool IsLetIn => cluster.State.Members.Any(member => member.UniqueAddress.Equals(cluster.SelfUniqueAddress));
    }
}
