using ActorPlatform.EndToEnd.Engines;

namespace ActorPlatform.EndToEnd.Scenarios;

/// <summary>Runs that end by themselves, while the engine that concludes their end dies.</summary>
public sealed class CrashOnEndTests : CrashTests
{
    [SkippableFact]
    public async Task Bounded_EngineKilledAtItsEnd_IsFinishedWithOneRun()
    {
        var spec = JobSpecs.Counting("crash-bounded", "--rate", "200", "--finish-after-records", "600");
        var (rig, job) = await DefineAsync("crash-bounded", "conclude:before-outcome", spec);
        await using var engine = job.Engine;

        var operation = await job.CommandAsync("start");
        await engine.ExitAsync(Job.StartsWithin);
        await engine.StartAsync();

        await job.BecomesAsync("FINISHED", Stops);
        await job.EndsAsync(operation, "SUCCEEDED", TimeSpan.FromSeconds(5));
        await job.ShouldBeAsync("FINISHED", runs: 1, live: 0);
        (await rig.Yarn.ApplicationsAsync(job.Id)).ShouldHaveSingleItem().FinalStatus.ShouldBe("SUCCEEDED");
    }

    [SkippableFact]
    public async Task CrashLoop_EngineKilledAtItsLastEnd_IsFailedWithItsRootCauseAndTwoRuns()
    {
        var spec = JobSpecs.Counting("crash-looping", "--rate", "100", "--fail-always").With("retry", JobSpecs.Retry(1));
        var (rig, job) = await DefineAsync("crash-looping", "conclude:before-outcome:2", spec);
        await using var engine = job.Engine;

        var operation = await job.CommandAsync("start");
        await engine.ExitAsync(Job.StartsWithin + Job.StartsWithin);
        await engine.StartAsync();

        var failed = await job.BecomesAsync("FAILED", Stops);
        failed.Body!["failure"]!.ToJsonString().ShouldContain("failing on purpose");
        await job.EndsAsync(operation, "FAILED", TimeSpan.FromSeconds(5));
        await job.ShouldBeAsync("FAILED", runs: 2, live: 0);
        (await rig.Yarn.ApplicationsAsync(job.Id)).Count.ShouldBe(2);
    }
}
