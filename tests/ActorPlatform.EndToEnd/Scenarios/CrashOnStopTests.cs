using ActorPlatform.EndToEnd.Engines;

namespace ActorPlatform.EndToEnd.Scenarios;

public sealed class CrashOnStopTests : CrashTests
{
    [SkippableTheory]
    [InlineData("stop:after-trigger")]
    [InlineData("stop:after-completed")]
    public async Task Suspend_EngineKilled_EndsSuspendedWithItsSavepoint(string failPoint)
    {
        var (rig, job) = await DefineAsync("crash-" + failPoint.Replace(':', '-'), failPoint);
        await using var engine = job.Engine;
        await job.StartAsync();
        await job.CountsAsync();

        var operation = await DieAsync(job, "suspend");

        await job.EndsAsync(operation, "SUCCEEDED", Stops);
        await job.ShouldBeAsync("SUSPENDED", runs: 1, live: 0);
        var savepoint = (await job.RestorePointsAsync("STOP_SAVEPOINT")).ShouldHaveSingleItem();
        (await rig.Hdfs.ExistsAsync(Rigs.HdfsFiles.PathOf(savepoint["path"]!.GetValue<string>()) + "/_metadata")).ShouldBeTrue();
    }

    [SkippableFact]
    public async Task Kill_EngineKilled_EndsKilledWithNothingAlive()
    {
        var (rig, job) = await DefineAsync("crash-kill", "kill:after-kill");
        await using var engine = job.Engine;
        await job.StartAsync();

        var operation = await DieAsync(job, "kill");

        await job.EndsAsync(operation, "SUCCEEDED", Stops);
        await job.ShouldBeAsync("KILLED", runs: 1, live: 0);
        (await rig.Yarn.ApplicationsAsync(job.Id)).ShouldHaveSingleItem().State.ShouldBe("KILLED");
    }
}
