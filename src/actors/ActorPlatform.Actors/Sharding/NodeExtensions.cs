using ActorPlatform.Actors.Configuration;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Ownership;
using ActorPlatform.Actors.Serialization;
using ActorPlatform.Actors.Storage;
using ActorPlatform.Actors.Storage.Nodes;
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
    /// <summary>Joins the database's list of nodes, begins to renew the node's row, and forms a cluster of one; at a planned end the row is left.</summary>
    /// <param name="host">The address that remoting binds; with a free port of its own.</param>
    public static AkkaConfigurationBuilder WithNode(this AkkaConfigurationBuilder builder, string host = "127.0.0.1") => builder
        .AddHocon(AkkaSettings.Read(), HoconAddMode.Append)
        .WithRemoting(host, 0)
        .WithCustomSerializer("entity", EntityMessages.Bases, system => new EntitySerializer(system))
        .WithClustering(new ClusterOptions { Roles = ["engine"] })
        .AddStartup((system, _) => StartAsync(system));

    private static async Task StartAsync(ActorSystem system)
    {
        var resolver = DependencyResolver.For(system).Resolver;
        var heartbeat = resolver.GetService<NodeHeartbeat>();
        var options = resolver.GetService<IOptions<NodeOptions>>().Value;
        using var atMost = new CancellationTokenSource(options.JoinWithin);
        var cluster = Cluster.Get(system);
        var name = options.Name.Length > 0 ? options.Name : Environment.MachineName;
        await heartbeat.StartAsync(new NodeIdentity(name, cluster.SelfAddress.ToString()), _ => End(system), atMost.Token);
        heartbeat.Watch(DispatcherProbe.Start(system, resolver.GetService<INodeClock>()));
        var snapshots = resolver.GetService<ISnapshotIndex>();
        foreach (var id in await resolver.GetService<IStorage>().Commits.ReadSnapshotIdsAsync(atMost.Token)) snapshots.Saved(id);
        await resolver.GetService<IQuarantine>().LearnAsync(atMost.Token);
        LeaveWhenStopping(system, heartbeat, options.ActFor);
        cluster.RegisterOnMemberUp(() => _ = heartbeat.AnnounceAsync(cluster.SelfAddress.ToString(), cluster.SelfUniqueAddress.Uid));
        cluster.Join(cluster.SelfAddress);
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
