using ActorPlatform.EndToEnd.Engines;

namespace ActorPlatform.EndToEnd.Scenarios;

public sealed class CrashOnStartTests : CrashTests
{
    [SkippableTheory]
    [InlineData("submit:before-post")]
    [InlineData("submit:after-post")]
    public async Task Start_EngineKilled_EndsRunningWithOneApplication(string failPoint)
    {
        var (rig, job) = await DefineAsync("crash-start-" + failPoint.Split(':')[1], failPoint);
        await using var engine = job.Engine;

        var operation = await DieAsync(job, "start");

        await job.EndsAsync(operation, "SUCCEEDED", Job.StartsWithin);
        await job.ShouldBeAsync("RUNNING", runs: 1, live: 1);
        (await rig.Yarn.ApplicationsAsync(job.Id)).ShouldHaveSingleItem();
        await job.DoAsync("kill", Stops);
        await job.ShouldBeAsync("KILLED", runs: 1, live: 0);
    }
}
