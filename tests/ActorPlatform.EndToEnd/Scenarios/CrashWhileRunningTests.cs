using System.Text.Json.Nodes;
using ActorPlatform.EndToEnd.Engines;
using ActorPlatform.EndToEnd.Rigs;

namespace ActorPlatform.EndToEnd.Scenarios;

/// <summary>A running job whose engine dies: while nothing is asked of it, at a savepoint, at a restart.</summary>
public sealed class CrashWhileRunningTests : CrashTests
{
    [SkippableFact]
    public async Task Running_EngineKilledAtRestAtASavepointAndAtARestart_HasOneApplicationAllTheTime()
    {
        var (rig, job) = await DefineAsync("crash-running", failPoint: null);
        await using var engine = job.Engine;
        await job.StartAsync();
        var (application, _, _) = await job.RunAsync();
        var before = await job.CountsAsync();
        await using var watch = JobWatch.Start(job);

        await KillAndArmAsync(job, "savepoint:after-trigger");
        await job.SeenAsync("it is seen", Stops, j => j.Text("status") == "RUNNING" && j.Text("visibility") == "SEEN");
        await job.ShouldBeAsync("RUNNING", runs: 1, live: 1);
        (await job.RunAsync()).Application.ShouldBe(application);
        (await job.CountsAsync()).Total.ShouldBeGreaterThan(before.Total);

        await job.EndsAsync(await DieAsync(job, "savepoints", new JsonObject { ["format"] = "CANONICAL" }), "SUCCEEDED", Stops);
        var savepoint = (await job.RestorePointsAsync("SAVEPOINT")).ShouldHaveSingleItem();
        (await rig.Hdfs.ExistsAsync(HdfsFiles.PathOf(savepoint["path"]!.GetValue<string>()) + "/_metadata")).ShouldBeTrue();
        await watch.ShouldHaveKeptAsync("RUNNING", run: 1);

        await KillAndArmAsync(job, "submit:after-post");
        await job.EndsAsync(await DieAsync(job, "restart"), "SUCCEEDED", Job.StartsWithin);
        await job.ShouldBeAsync("RUNNING", runs: 2, live: 1);
        var after = await job.CountsAsync();
        after.RestoredTotal.ShouldBe(after.RestoredOffset);
        after.RestoredTotal.ShouldBeGreaterThanOrEqualTo(before.Total);
        (await rig.Yarn.ApplicationsAsync(job.Id)).Count.ShouldBe(2);

        await job.DoAsync("kill", Stops);
        await job.ShouldBeAsync("KILLED", runs: 2, live: 0);
        await watch.ShouldNeverHaveHadTwoAsync();

        // The control: the watch would have told of another run.
        await Should.ThrowAsync<InvalidOperationException>(() => watch.ShouldHaveKeptAsync("RUNNING", run: 1));
    }
}
