using ActorPlatform.Actors.Configuration;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Membership;
using ActorPlatform.Actors.Nodes;
using ActorPlatform.Actors.Ownership;
using ActorPlatform.Actors.Serialization;
using ActorPlatform.Actors.Storage;
using ActorPlatform.Actors.Storage.Nodes;
using ActorPlatform.Actors.Tls;
using Akka;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Hosting;
using Akka.DependencyInjection;
using Akka.Hosting;
using Akka.Remote.Hosting;
using Microsoft.Extensions.Options;

namespace ActorPlatform.Actors.Sharding;

/// <summary>Makes the actor system a node with a right to act.</summary>
internal static class NodeExtensions
{
    /// <summary>The role of the members that keep entities.</summary>
    public const string Role = "engine";

    private const string DownedByMajority = """
        akka.cluster {
          downing-provider-class = "Akka.Cluster.SBR.SplitBrainResolverProvider, Akka.Cluster"
          split-brain-resolver { active-strategy = keep-majority, stable-after = 1s }
        }
        """;

    private static readonly string DownedByDatabase = $"akka.cluster.downing-provider-class = \"{typeof(DatabaseDowning).FullName}, {typeof(DatabaseDowning).Assembly.GetName().Name}\"";

    /// <summary>Joins the database's list of nodes, begins to renew the node's row, and becomes a member of the database's cluster; at a planned end cluster and row are left.</summary>
    /// <param name="advertise">Where the node listens and is reached, <c>host:port</c>; port 0 takes a free one.</param>
    /// <param name="tls">Null: nothing between nodes is encrypted, and nobody has to prove who he is.</param>
    public static AkkaConfigurationBuilder WithNode(this AkkaConfigurationBuilder builder, string advertise = "127.0.0.1:0", NodeTls? tls = null)
    {
        var (host, port) = NodeAddress.Split(advertise);
        return builder
            .AddHocon(AkkaSettings.Read(), HoconAddMode.Append)
            .WithTransport(host, port, tls)
            .WithCustomSerializer("entity", EntityMessages.Bases, system => new EntitySerializer(system))
            .WithClustering(new ClusterOptions { Roles = [Role] })
            .AddHocon(Safeguards.Stands(Safeguards.Arbiter) ? DownedByDatabase : DownedByMajority, HoconAddMode.Prepend)
            .AddStartup((system, _) => StartAsync(system));
    }

    /// <summary>The connections between nodes.</summary>
    public static AkkaConfigurationBuilder WithTransport(this AkkaConfigurationBuilder builder, string host, int port, NodeTls? tls) =>
        builder.WithRemoting(new RemoteOptions { HostName = host, Port = port, EnableSsl = tls is not null, Ssl = tls?.ToTransport()! });

    private static async Task StartAsync(ActorSystem system)
    {
        var resolver = DependencyResolver.For(system).Resolver;
        var heartbeat = resolver.GetService<NodeHeartbeat>();
        var watch = resolver.GetService<NodeWatch>();
        var options = resolver.GetService<IOptions<NodeOptions>>().Value;
        using var atMost = new CancellationTokenSource(options.JoinWithin);
        var cluster = Cluster.Get(system);
        var name = options.Name.Length > 0 ? options.Name : Environment.MachineName;
        watch.LookAt(() => ViewOf(cluster));
        heartbeat.Tell(watch);
        await heartbeat.StartAsync(new NodeIdentity(name, cluster.SelfAddress.ToString(), cluster.SelfUniqueAddress.Uid), _ => End(system), atMost.Token);
        resolver.GetService<NodeFacts>().Start(system);
        heartbeat.Watch(DispatcherProbe.Start(system, resolver.GetService<INodeClock>()));
        HangPoint.Watch(system);
        var snapshots = resolver.GetService<ISnapshotIndex>();
        foreach (var id in await resolver.GetService<IStorage>().Commits.ReadSnapshotIdsAsync(atMost.Token)) snapshots.Saved(id);
        await resolver.GetService<IQuarantine>().LearnAsync(atMost.Token);
        LeaveWhenStopping(system, heartbeat, options.ActFor);
        await resolver.GetService<Bootstrap>().RunAsync(cluster, heartbeat.Incarnation);
        ((ExtendedActorSystem)system).SystemActorOf(Props.Create<ShareActor>(resolver.GetService<NodeShare>()), "node-share");
        ((ExtendedActorSystem)system).SystemActorOf(Props.Create<AskAgainActor>(resolver.GetService<OpenAsks>()), "ask-again");
    }

    private static ClusterView ViewOf(Cluster cluster)
    {
        var state = cluster.State;
        var self = cluster.SelfUniqueAddress;
        return new ClusterView(
            state.Members.Any(member => member.UniqueAddress.Equals(self) && member.Status is MemberStatus.Up),
            [
                .. state.Members.Where(member => !member.UniqueAddress.Equals(self)).Select(member => new MemberView(
                    member.Address.ToString(), member.UniqueAddress.Uid, !state.Unreachable.Contains(member), member.Status is MemberStatus.Down)),
            ]);
    }

    // Without goodbye: whoever fenced this incarnation has taken its entities over already.
    private static void End(ActorSystem system) => ((ExtendedActorSystem)system).Abort();

    private static void LeaveWhenStopping(ActorSystem system, NodeHeartbeat heartbeat, TimeSpan atMost) => CoordinatedShutdown.Get(system).AddTask(
        CoordinatedShutdown.PhaseBeforeActorSystemTerminate,
        "leave-node-row",
        async () =>
        {
            using var limit = new CancellationTokenSource(atMost);
            await heartbeat.LeaveAsync(limit.Token);
            return Done.Instance;
        });
}
