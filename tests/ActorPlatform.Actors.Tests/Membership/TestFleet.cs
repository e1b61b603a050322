using System.Diagnostics;
using ActorPlatform.Actors.Ownership;
using ActorPlatform.Actors.Sharding;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Nodes;
using ActorPlatform.Actors.Tests.Jobs.Fakes;
using ActorPlatform.Actors.Tests.Jobs.Whole;
using ActorPlatform.Actors.Tests.Storage;
using ActorPlatform.Actors.Tests.Storage.Databases;
using ActorPlatform.Jobs;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using Akka.Remote;
using Akka.Remote.Transport;

namespace ActorPlatform.Actors.Tests.Membership;

/// <summary>Several engines in this process, on one schema of a real PostgreSQL: each with its own actor system, storage, heartbeat and services.</summary>
internal sealed class TestFleet(PostgresServer server) : IAsyncDisposable
{
    // A system that is killed here leaves nothing behind it, as a process would not; by default it says goodbye when its cluster's actors stop.
    private const string Suddenly = "akka.cluster.run-coordinated-shutdown-when-down = off";

    private const string Cuttable = """akka.remote.dot-netty.tcp.applied-adapters = ["trttl"]""";

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
    private readonly string _schema = $"fleet_{Guid.NewGuid():N}";
    private readonly List<JobEngine> _nodes = [];
    private readonly FakeCluster _cluster = new("a", TimeProvider.System) { StoreAfter = TimeSpan.FromMilliseconds(20), RegisterAfter = TimeSpan.FromMilliseconds(100) };
    private int _started;

    public IReadOnlyList<JobEngine> Nodes => _nodes;

    public NodeOptions Options { get; } = new();

    /// <summary>The cluster of all of them.</summary>
    public FakeCluster World => _cluster;

    /// <summary>Further settings of the actor systems to be started.</summary>
    public string Akka { get; set; } = "";

    /// <summary>Whether <see cref="CutAsync"/> works on the nodes to be started.</summary>
    public bool CanBeCut { get; set; }

    public async Task<JobEngine> StartAsync(Action<NodeOptions>? change = null)
    {
        var number = Interlocked.Increment(ref _started);
        var node = new NodeOptions { Name = $"n{number}", RenewEvery = Options.RenewEvery, ActFor = Options.ActFor, FenceAfter = Options.FenceAfter, PartitionAfter = Options.PartitionAfter };
        change?.Invoke(node);
        var engine = await JobEngine.StartAsync(StorageOf($"node{number:D4}"), _cluster, node, akka => akka.AddHocon(Suddenly, HoconAddMode.Prepend).AddHocon(Akka, HoconAddMode.Prepend).AddHocon(CanBeCut ? Cuttable : "", HoconAddMode.Prepend));
        lock (_nodes) _nodes.Add(engine);
        return engine;
    }

    public StorageOptions StorageOf(string session) => new()
    {
        Provider = StorageProvider.Postgres, Session = session, Postgres = { ConnectionString = server.ConnectionString, Schema = _schema, PoolSize = 4 }, Journal = { Writers = 1 },
    };

    public static async Task<NodeRow[]> RowsAsync(JobEngine node) => [.. (await node.Service<ActorPlatform.Actors.Storage.IStorage>().Nodes.ReadAsync(CancellationToken.None)).OrderBy(row => row.Incarnation)];

    /// <summary>Waits until each of these sees exactly these, all up.</summary>
    public static async Task AreOneClusterAsync(params JobEngine[] nodes)
    {
        var since = Stopwatch.StartNew();
        while (!nodes.All(node => Sees(node).SetEquals(nodes.Select(other => Cluster.Get(other.System).SelfUniqueAddress))))
        {
            if (since.Elapsed > Long)
            {
                var rows = (await RowsAsync(nodes[0])).Select(row => row.ToString());
                throw new ShouldAssertException(string.Join('\n', ["they are not one cluster", .. nodes.Select(node => $"{Cluster.Get(node.System).SelfAddress} sees {string.Join(", ", Cluster.Get(node.System).State.Members)}; unreachable: {string.Join(", ", Cluster.Get(node.System).State.Unreachable)}"), .. rows]));
            }

            await Task.Delay(20);
        }

        await HaveRegionsAsync(nodes);
    }

    /// <summary>From now on nothing passes between two nodes, in neither direction; both have the database.</summary>
    public static async Task CutAsync(JobEngine one, JobEngine other)
    {
        foreach (var (from, to) in new[] { (one, other), (other, one) })
        {
            var cut = new SetThrottle(Cluster.Get(to.System).SelfAddress, ThrottleTransportAdapter.Direction.Both, Blackhole.Instance);
            (await ((IRemoteActorRefProvider)((ExtendedActorSystem)from.System).Provider).Transport.ManagementCommand(cut)).ShouldBeTrue();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
    }

    // A member's region is known to the coordinator a moment after the member is up; shards that are asked for before go to the others.
    private static Task HaveRegionsAsync(JobEngine[] nodes)
    {
        var region = ActorRegistry.For(nodes[0].System).Get<EntityRegion<JobState>>();
        return Eventually.IsAsync(
            async () => (await region.Ask<CurrentRegions>(GetCurrentRegions.Instance, Long)).Regions.Count == nodes.Length,
            Long,
            $"not all {nodes.Length} regions are known");
    }

    private static HashSet<UniqueAddress> Sees(JobEngine node)
    {
        var state = Cluster.Get(node.System).State;
        return state.Unreachable.IsEmpty ? [.. state.Members.Where(member => member.Status == MemberStatus.Up).Select(member => member.UniqueAddress)] : [];
    }
}
