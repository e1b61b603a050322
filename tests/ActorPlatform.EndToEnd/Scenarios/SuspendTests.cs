using ActorPlatform.EndToEnd.Engines;

namespace ActorPlatform.EndToEnd.Scenarios;

public sealed class SuspendTests
{
    private static readonly TimeSpan s_stop = TimeSpan.FromMinutes(2);

    [SkippableFact]
    public async Task SuspendThenStartThenRestart_EachContinuesTheCountFromItsSavepoint()
    {
        var (rig, engine) = await SharedEngine.GetAsync();
        var job = await Job.RunAsync(rig, engine, JobSpecs.Counting("suspend"));
        var before = await job.CountsAsync();

        await job.DoAsync("suspend", s_stop);

        await job.ShouldBeAsync("SUSPENDED", runs: 1, live: 0);
        var savepoint = (await job.RestorePointsAsync("STOP_SAVEPOINT")).ShouldHaveSingleItem();
        (await rig.Hdfs.ExistsAsync(Rigs.HdfsFiles.PathOf(savepoint["path"]!.GetValue<string>()) + "/_metadata")).ShouldBeTrue();

        await job.StartAsync();

        await job.ShouldBeAsync("RUNNING", runs: 2, live: 1);
        var resumed = await job.CountsAsync();
        resumed.RestoredTotal.ShouldBe(resumed.RestoredOffset);
        resumed.RestoredTotal.ShouldBeGreaterThanOrEqualTo(before.Total);
        resumed.Total.ShouldBeGreaterThanOrEqualTo(resumed.RestoredTotal);
        (await job.ListAsync("runs"))[0]["restore"]!["id"]!.GetValue<string>().ShouldBe(savepoint["id"]!.GetValue<string>());

        await job.DoAsync("restart", Job.StartsWithin + s_stop);

        await job.ShouldBeAsync("RUNNING", runs: 3, live: 1);
        var restarted = await job.CountsAsync();
        restarted.RestoredTotal.ShouldBe(restarted.RestoredOffset);
        restarted.RestoredTotal.ShouldBeGreaterThanOrEqualTo(resumed.Total);
        await job.DoAsync("kill", s_stop);
    }
}
