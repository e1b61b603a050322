using ActorPlatform.EndToEnd.Engines;
using ActorPlatform.EndToEnd.Rigs;

namespace ActorPlatform.EndToEnd.Scenarios;

/// <summary>Three nodes on one PostgreSQL. kill -9 of the one that has the job, in the midst of a command: the two others bring the operation to its end, with one live application.</summary>
/// <remarks>The place at which it dies is reached by the job's own node only. Nobody starts it again.</remarks>
public sealed class OwnerKilledTests : CrashTests
{
    private const int Nodes = 3;

    [SkippableFact]
    public async Task Start_OwnerKilled_EndsRunningWithOneApplication()
    {
        var (rig, job) = await DefineAsync("owner-start", "submit:after-post", nodes: Nodes);
        await using var engine = job.Engine;
        await using var watch = JobWatch.Start(job);

        await job.EndsAsync(await DieAsync(job, "start"), "SUCCEEDED", Job.StartsWithin);

        await job.ShouldBeAsync("RUNNING", runs: 1, live: 1);
        (await rig.Yarn.ApplicationsAsync(job.Id)).ShouldHaveSingleItem();
        await OneIsGoneAsync(job);
        await job.DoAsync("kill", Stops);
        await job.ShouldBeAsync("KILLED", runs: 1, live: 0);
        await watch.ShouldNeverHaveHadTwoAsync();
    }

    [SkippableFact]
    public async Task Suspend_OwnerKilled_EndsSuspendedWithItsSavepointAndGoesOnFromIt()
    {
        var (rig, job) = await DefineAsync("owner-suspend", "stop:after-trigger", nodes: Nodes);
        await using var engine = job.Engine;
        await job.StartAsync();
        var before = await job.CountsAsync();
        await using var watch = JobWatch.Start(job);

        await job.EndsAsync(await DieAsync(job, "suspend"), "SUCCEEDED", Stops);

        await job.ShouldBeAsync("SUSPENDED", runs: 1, live: 0);
        var savepoint = (await job.RestorePointsAsync("STOP_SAVEPOINT")).ShouldHaveSingleItem();
        (await rig.Hdfs.ExistsAsync(HdfsFiles.PathOf(savepoint["path"]!.GetValue<string>()) + "/_metadata")).ShouldBeTrue();
        await OneIsGoneAsync(job);
        await job.StartAsync();
        await job.ShouldBeAsync("RUNNING", runs: 2, live: 1);
        (await job.CountsAsync()).RestoredTotal.ShouldBeGreaterThanOrEqualTo(before.Total);
        await job.DoAsync("kill", Stops);
        await watch.ShouldNeverHaveHadTwoAsync();
    }

    [SkippableFact]
    public async Task Kill_OwnerKilled_EndsKilledWithNothingAlive()
    {
        var (rig, job) = await DefineAsync("owner-kill", "kill:after-kill", nodes: Nodes);
        await using var engine = job.Engine;
        await job.StartAsync();
        await using var watch = JobWatch.Start(job);

        await job.EndsAsync(await DieAsync(job, "kill"), "SUCCEEDED", Stops);

        await job.ShouldBeAsync("KILLED", runs: 1, live: 0);
        (await rig.Yarn.ApplicationsAsync(job.Id)).ShouldHaveSingleItem().State.ShouldBe("KILLED");
        await OneIsGoneAsync(job);
        await watch.ShouldNeverHaveHadTwoAsync();
    }

    private static async Task OneIsGoneAsync(Job job)
    {
        job.Engine.Running.ShouldBe(Nodes - 1);
        var nodes = await job.Engine.Api.GetAsync("/api/v1/nodes");
        string.Join(',', nodes.Items.Select(node => node["state"]!.GetValue<string>()).Order(StringComparer.Ordinal)).ShouldBe("GONE,UP,UP", nodes.Raw);
    }
}
