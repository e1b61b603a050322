using ActorPlatform.EndToEnd.Engines;

namespace ActorPlatform.EndToEnd.Scenarios;

public sealed class FailingJobTests
{
    private static readonly TimeSpan s_within = TimeSpan.FromMinutes(6);

    [SkippableFact]
    public async Task Start_CrashLoopingJob_BacksOffAndThenFailsWithItsRootCause()
    {
        var (rig, engine) = await SharedEngine.GetAsync();
        var job = await Job.DefineAsync(rig, engine, JobSpecs.Counting("crash-loop", "--rate", "100", "--fail-always").With("retry", JobSpecs.Retry(1)));

        var start = await job.CommandAsync("start");
        var waiting = await job.SeenAsync("it backs off, or gave up", s_within, j => j.Text("status") is "RESTARTING" or "FAILED");
        waiting.Text("status").ShouldBe("RESTARTING", waiting.Raw);
        waiting.Body!["nextAction"].ShouldNotBeNull(waiting.Raw);

        var failed = await job.BecomesAsync("FAILED", s_within);
        failed.ShouldHaveFailed("USER_CODE", "failing on purpose", "failing on purpose");
        await job.EndsAsync(start, "FAILED", TimeSpan.FromSeconds(5));
        await job.ShouldBeAsync("FAILED", runs: 2, live: 0);
        var exceptions = await engine.Api.GetAsync($"/api/v1/jobs/{job.Id}/runs/2/exceptions");
        exceptions.Raw.ShouldContain("failing on purpose");
        (await job.ListAsync("explain")).Select(d => d["kind"]!.GetValue<string>()).ShouldContain("RETRY");
    }

    [SkippableFact]
    [Trait("World", "Rig")]
    public async Task Start_ProgramThrowsInMain_FailsWithWhatItThrew()
    {
        var (rig, engine) = await SharedEngine.GetAsync();
        var job = await Job.DefineAsync(rig, engine, JobSpecs.Counting("throws", "--no-such-option", "1").With("retry", JobSpecs.Retry(0)));

        await job.CommandAsync("start");

        (await job.BecomesAsync("FAILED", s_within)).ShouldHaveFailed("USER_CODE", "The program threw in its main method.", "unknown option --no-such-option");
        await job.ShouldBeAsync("FAILED", runs: 1, live: 0);
    }

    [SkippableFact]
    [Trait("World", "Rig")]
    public async Task Start_WrongEntryClass_FailsNamingTheClass()
    {
        var (rig, engine) = await SharedEngine.GetAsync();
        var job = await Job.DefineAsync(rig, engine, JobSpecs.Counting("wrong-class").With("entryClass", "rig.NoSuchJob").With("retry", JobSpecs.Retry(0)));

        await job.CommandAsync("start");

        (await job.BecomesAsync("FAILED", s_within)).ShouldHaveFailed("SUBMISSION", "The entry class rig.NoSuchJob is not in the jar.", "rig.NoSuchJob");
        await job.ShouldBeAsync("FAILED", runs: 1, live: 0);
    }
}
