using System.Text.Json.Nodes;
using ActorPlatform.EndToEnd.Engines;

namespace ActorPlatform.EndToEnd.Scenarios;

/// <summary>Starts that restore something, while the engine that makes them dies.</summary>
public sealed class CrashOnResumeTests : CrashTests
{
    [SkippableFact]
    public async Task ResumeAndStartFromTheLatest_EngineKilled_EachEndsRunningWithOneApplication()
    {
        var (rig, job) = await DefineAsync("crash-resume", failPoint: null);
        await using var engine = job.Engine;
        await job.StartAsync();
        var before = await job.CountsAsync();
        await using var watch = JobWatch.Start(job);
        await job.DoAsync("suspend", Stops);

        await KillAndArmAsync(job, "submit:after-post");
        await job.EndsAsync(await DieAsync(job, "start"), "SUCCEEDED", Job.StartsWithin);
        await job.ShouldBeAsync("RUNNING", runs: 2, live: 1);
        (await job.CountsAsync()).RestoredTotal.ShouldBeGreaterThanOrEqualTo(before.Total);
        await job.RestorePointsAsync("CHECKPOINT");

        await job.DoAsync("kill", Stops);
        await job.ShouldBeAsync("KILLED", runs: 2, live: 0);
        await KillAndArmAsync(job, "submit:before-post");
        await job.EndsAsync(await DieAsync(job, "start", new JsonObject { ["restore"] = "latest" }), "SUCCEEDED", Job.StartsWithin);
        await job.ShouldBeAsync("RUNNING", runs: 3, live: 1);
        var counts = await job.CountsAsync();
        counts.RestoredTotal.ShouldBe(counts.RestoredOffset);
        counts.RestoredTotal.ShouldBeGreaterThan(before.Total);
        (await job.ListAsync("runs"))[0]["restore"]!["id"]!.GetValue<string>().ShouldStartWith("r2-c");
        (await rig.Yarn.ApplicationsAsync(job.Id)).Count.ShouldBe(3);

        await job.DoAsync("kill", Stops);
        await job.ShouldBeAsync("KILLED", runs: 3, live: 0);
        await watch.ShouldNeverHaveHadTwoAsync();
    }
}
