using System.Diagnostics;
using ActorPlatform.EndToEnd.Databases;
using ActorPlatform.EndToEnd.Engines;
using ActorPlatform.EndToEnd.Rigs;
using ActorPlatform.EndToEnd.Waits;

namespace ActorPlatform.EndToEnd.Scenarios;

public sealed class FrozenEngineTests
{
    private static readonly TimeSpan s_frozen = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_withoutRight = TimeSpan.FromSeconds(5);

    /// <remarks>The database is away when it wakes, so that it cannot renew: whatever it asks then, it asks without a right. Its polls come each second otherwise.</remarks>
    [SkippableFact]
    public async Task Wake_AfterSixtySecondsFrozen_AsksTheClusterNothingBeforeItHasRenewed()
    {
        var rig = await Rig.SharedAsync();
        await using var database = await PostgresInstance.StartNewAsync();
        await using var proxy = new CountingProxy(rig.ResourceManager);
        await using var engine = Engine.Create(
            rig, "frozen", c => c with { ResourceManager = proxy.Address, Storage = $"provider = postgres, postgres.connection-string = \"{database.ConnectionString}\"" });
        await engine.StartAsync();
        var job = await Job.RunAsync(rig, engine, JobSpecs.Counting("frozen"));
        await SeesRequestsAsync(proxy, Stopwatch.GetTimestamp(), job);

        await engine.PauseAsync();
        await database.StopAsync();
        await Task.Delay(s_frozen);
        var woken = Stopwatch.GetTimestamp();
        await engine.ResumeAsync();
        await Task.Delay(s_withoutRight);
        proxy.Requests.Count(at => at > woken).ShouldBe(0, "it asked the ResourceManager without a right to act\n" + engine.Log.Tail(60));
        (await rig.Yarn.LiveAsync(job.Id)).Count.ShouldBe(1);
        await database.StartAsync();

        await SeesRequestsAsync(proxy, Stopwatch.GetTimestamp(), job);
        await job.SeenAsync("it is seen again", TimeSpan.FromSeconds(60), j => j.Text("visibility") == "SEEN" && j.Text("status") == "RUNNING");
        await job.ShouldBeAsync("RUNNING", runs: 1, live: 1);
        await job.DoAsync("kill", TimeSpan.FromMinutes(2));
    }

    private static Task SeesRequestsAsync(CountingProxy proxy, long after, Job job) => Until.SeenAsync(
        "requests to the ResourceManager", TimeSpan.FromSeconds(60), () => Task.FromResult<IReadOnlyList<long>?>(proxy.Requests), r => r.Any(at => at > after), job.DescribeAsync);
}
