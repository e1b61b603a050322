using ActorPlatform.EndToEnd.Engines;

namespace ActorPlatform.EndToEnd.Scenarios;

public sealed class CrashOnRetryTests : CrashTests
{
    [SkippableFact]
    public async Task Retry_EngineKilledAfterItsSubmission_RunsOnceMoreFromTheLatestCheckpoint()
    {
        var (rig, job) = await DefineAsync("crash-retry", "submit:after-post:2");
        await using var engine = job.Engine;
        await job.StartAsync();
        await job.CountsAsync();
        await job.RestorePointsAsync("CHECKPOINT", atLeast: 2);
        var (application, _, _) = await job.RunAsync();

        await rig.KillProcessesAsync(application);
        await engine.ExitAsync(TimeSpan.FromMinutes(4));
        await engine.StartAsync();

        await job.SeenAsync("run 2 runs", Job.StartsWithin, j => j.Text("status") == "RUNNING" && j.Body!["run"]!["number"]!.GetValue<int>() == 2);
        await job.ShouldBeAsync("RUNNING", runs: 2, live: 1);
        (await rig.Yarn.ApplicationsAsync(job.Id)).Count.ShouldBe(2);
        (await job.CountsAsync()).RestoredTotal.ShouldBeGreaterThan(0);
        await job.DoAsync("kill", Stops);
    }
}
