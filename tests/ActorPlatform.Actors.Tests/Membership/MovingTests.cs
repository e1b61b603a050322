using ActorPlatform.Actors.Jobs.Sights;
using ActorPlatform.Actors.Tests.Jobs.Effects;
using ActorPlatform.Actors.Tests.Jobs.Fakes;
using ActorPlatform.Actors.Tests.Jobs.Whole;
using ActorPlatform.Actors.Tests.Storage;
using ActorPlatform.Actors.Tests.Storage.Databases;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Operations;

namespace ActorPlatform.Actors.Tests.Membership;

/// <summary>Jobs that run are watched on, wherever their shards go, and nobody has to ask for them.</summary>
[Collection(PostgresServer.Collection)]
public sealed class MovingTests(PostgresServer server) : FleetTest(server)
{
    private const int Count = 24;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(40);

    [SkippableFact]
    public async Task Kill_OfANodeWithRunningJobs_TheOthersWatchThemAll()
    {
        Skip.If(Server.Missing is not null, Server.Missing);
        var nodes = await Task.WhenAll(Fleet.StartAsync(), Fleet.StartAsync(), Fleet.StartAsync());
        await RunJobsAsync(nodes);
        nodes.ShouldAllBe(node => Watched(node).Length > 0, "each has some");

        await nodes[2].KillAsync();

        await WatchAllAsync(nodes[0], nodes[1]);
    }

    [SkippableFact]
    public async Task Stop_OfANodeWithRunningJobs_TheOtherWatchesThemAll()
    {
        Skip.If(Server.Missing is not null, Server.Missing);
        var nodes = await Task.WhenAll(Fleet.StartAsync(), Fleet.StartAsync());
        await RunJobsAsync(nodes);

        await nodes[1].StopAsync();

        await WatchAllAsync(nodes[0]);
    }

    /// <summary>The rounds of the waker are a minute apart: what moves wakes by the move itself.</summary>
    [SkippableFact]
    public async Task Join_OfANode_TakesOverJobsThatAreWatchedOn()
    {
        Skip.If(Server.Missing is not null, Server.Missing);
        Fleet.Akka = "akka.cluster.sharding.rebalance-interval = 1s";
        var first = await Fleet.StartAsync();
        await RunJobsAsync(first);

        var second = await Fleet.StartAsync();

        await Eventually.IsAsync(() => Task.FromResult(Watched(second).Length >= Count / 4), Soon, "it takes some over");
        await WatchAllAsync(first, second);
    }

    /// <summary>Only its owner asks a run's JobManager; what it does not see, every node shows, and every node can have it looked at again.</summary>
    [SkippableFact]
    public async Task Read_OfAJobWhoseRunIsNotSeen_SaysSoOnEveryNode()
    {
        Skip.If(Server.Missing is not null, Server.Missing);
        var nodes = await Task.WhenAll(Fleet.StartAsync(), Fleet.StartAsync());
        await RunJobsAsync(nodes);

        Fleet.World.Always(new FakeFault.Refused(), FakeCalls.Run);
        await SeeAllAsync(Visibility.Stale, nodes);

        Fleet.World.Heal();
        await SeeAllAsync(Visibility.Seen, nodes);
    }

    private static async Task SeeAllAsync(Visibility visibility, JobEngine[] nodes)
    {
        foreach (var node in nodes)
            for (var number = 0; number < Count; number++)
                await Eventually.IsAsync(
                    async () =>
                    {
                        await node.Jobs.RefreshAsync(JobOf(number), TimeSpan.FromSeconds(5), CancellationToken.None);
                        return (await node.Jobs.FindAsync(JobOf(number), CancellationToken.None))!.Sight.Visibility == visibility;
                    },
                    Soon,
                    $"not {visibility}");
    }

    private static async Task RunJobsAsync(params JobEngine[] nodes)
    {
        await TestFleet.AreOneClusterAsync(nodes);
        await Task.WhenAll(Enumerable.Range(0, Count).Select(async number =>
        {
            var job = JobOf(number);
            await nodes[0].DoAsync(job, "define", new DefineJob(EffectFixture.Plan().Spec));
            (await nodes[0].DoAsync(job, "start", new StartJob(null)))!.State.ShouldBe(OperationState.Succeeded);
        }));
        await WatchAllAsync(nodes);
    }

    private static JobId JobOf(int number) => new($"job-{number:D26}");

    private static string[] Watched(JobEngine node) => [.. node.Service<ClusterSights>().Watched("a").Select(run => run.Job.Value)];

    // Each by one: a job that two watch is no longer one's own.
    private static Task WatchAllAsync(params JobEngine[] nodes) => Eventually.IsAsync(
        () => Task.FromResult(nodes.SelectMany(Watched).Order(StringComparer.Ordinal).SequenceEqual(Enumerable.Range(0, Count).Select(number => JobOf(number).Value))),
        Soon,
        "not all are watched, once each");
}
