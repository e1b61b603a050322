using System.Diagnostics;
using ActorPlatform.EndToEnd.Databases;
using ActorPlatform.EndToEnd.Engines;
using ActorPlatform.EndToEnd.Rigs;
using ActorPlatform.EndToEnd.Waits;

namespace ActorPlatform.EndToEnd.Scenarios;

/// <summary>An engine that slept, and wakes while its database is away, so that it cannot renew its right to act: whatever it asks then, it asks without a right.</summary>
/// <remarks>
/// Its polls of all three come every second or two otherwise. What is not counted: DataNodes and NodeManagers, which it reads only where the others have sent it.
/// </remarks>
public sealed class FrozenEngineTests
{
    private static readonly TimeSpan s_frozen = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_withoutRight = TimeSpan.FromSeconds(5);

    [SkippableFact]
    public async Task Wake_AfterSixtySecondsFrozen_AsksNobodyAnythingBeforeItHasRenewed()
    {
        await using var world = await World.StartAsync("frozen");
        var job = await Job.RunAsync(world.Rig, world.Engine, JobSpecs.Counting("frozen"));
        await AsksAllAsync(world, job);

        var (resourceManager, nameNode, jobManager) = await world.SleepAsync(s_frozen);

        (resourceManager, nameNode, jobManager).ShouldBe((0, 0, 0), "it asked ResourceManager, NameNode or JobManager without a right to act\n" + world.Engine.Tail(60));
        (await world.Rig.Yarn.LiveAsync(job.Id)).Count.ShouldBe(1);
        await world.Database.StartAsync();
        await AsksAllAsync(world, job);
        await job.SeenAsync("it is seen again", TimeSpan.FromSeconds(60), j => j.Text("visibility") == "SEEN" && j.Text("status") == "RUNNING");
        await job.ShouldBeAsync("RUNNING", runs: 1, live: 1);
        await job.DoAsync("kill", TimeSpan.FromMinutes(2));
    }

    /// <summary>The control: with a right that outlasts its sleep it asks at once, and the counting sees it.</summary>
    [SkippableFact]
    public async Task Wake_WhileItsRightLasts_Asks()
    {
        await using var world = await World.StartAsync("napping", "node { act-for = 50s, fence-after = 60s }");

        var (resourceManager, nameNode, _) = await world.SleepAsync(TimeSpan.FromSeconds(5));

        resourceManager.ShouldBePositive();
        nameNode.ShouldBePositive();
    }

    private static async Task AsksAllAsync(World world, Job job)
    {
        var after = Stopwatch.GetTimestamp();
        await Until.SeenAsync(
            "requests to ResourceManager, NameNode and JobManager",
            TimeSpan.FromSeconds(60),
            () => Task.FromResult<World?>(world),
            w => w.Asked(after) is { ResourceManager: > 0, NameNode: > 0, JobManager: > 0 },
            job.DescribeAsync);
    }

    /// <summary>An engine on a database that can be taken away, with counting proxies in front of all that it polls.</summary>
    private sealed class World(Rig rig, PostgresInstance database, ResourceManagerProxy resourceManager, CountingProxy nameNode, Engine engine) : IAsyncDisposable
    {
        public Rig Rig => rig;

        public PostgresInstance Database => database;

        public Engine Engine => engine;

        public static async Task<World> StartAsync(string name, string more = "")
        {
            var rig = await Rig.SharedAsync();
            var database = await PostgresInstance.StartNewAsync();
            var (resourceManager, nameNode) = (new ResourceManagerProxy(rig.ResourceManager), new CountingProxy(rig.NameNode));
            var engine = Engine.Create(rig, name, c => c with
            {
                ResourceManager = resourceManager.Address,
                NameNode = nameNode.Address,
                Storage = $"provider = postgres, postgres.connection-string = \"{database.ConnectionString}\"",
                More = more,
            });
            var world = new World(rig, database, resourceManager, nameNode, engine);
            await engine.StartAsync();
            return world;
        }

        public (int ResourceManager, int NameNode, int JobManager) Asked(long after) => (
            resourceManager.Requests.Count(r => r.At > after),
            nameNode.Requests.Count(at => at > after),
            resourceManager.JobManagers.Sum(m => m.Requests.Count(at => at > after)));

        /// <summary>Freezes the engine, takes its database away, wakes it, and counts what it asks then.</summary>
        public async Task<(int ResourceManager, int NameNode, int JobManager)> SleepAsync(TimeSpan time)
        {
            await engine.PauseAsync();
            await database.StopAsync();
            await Task.Delay(time);
            var woken = Stopwatch.GetTimestamp();
            await engine.ResumeAsync();
            await Task.Delay(s_withoutRight);
            return Asked(woken);
        }

        public async ValueTask DisposeAsync()
        {
            await engine.DisposeAsync();
            await resourceManager.DisposeAsync();
            await nameNode.DisposeAsync();
            await database.DisposeAsync();
        }
    }
}
