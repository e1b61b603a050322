using ActorPlatform.EndToEnd.Engines;
using ActorPlatform.EndToEnd.Waits;

namespace ActorPlatform.EndToEnd.Scenarios;

public sealed class StrayTests
{
    private static readonly TimeSpan s_within = TimeSpan.FromMinutes(2);

    [SkippableFact]
    [Trait("Rule", "20")]
    public async Task Suspended_ApplicationWithItsTagsAppears_IsSeenAndKilled()
    {
        var (rig, engine) = await SharedEngine.GetAsync();
        var job = await Job.RunAsync(rig, engine, JobSpecs.Counting("stray"));
        await job.DoAsync("suspend", s_within);
        await job.ShouldBeAsync("SUSPENDED", runs: 1, live: 0);

        // As a late submission of run 1 would look, whoever made it.
        await rig.SubmitAsync("stray", $"ap-{engine.Config.Installation},ap-job-{job.Id},ap-run-1");

        var applications = await Until.SeenAsync(
            "the stray is final", s_within, async () => await rig.Yarn.ApplicationsAsync(job.Id), a => a is [_, { State: "KILLED" or "FINISHED" or "FAILED" }], job.DescribeAsync);
        applications[1].State.ShouldBe("KILLED");
        await job.ShouldBeAsync("SUSPENDED", runs: 1, live: 0);
    }
}
