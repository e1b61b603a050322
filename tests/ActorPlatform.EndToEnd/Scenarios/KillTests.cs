using System.Text.Json.Nodes;
using ActorPlatform.EndToEnd.Engines;
using ActorPlatform.EndToEnd.Rigs;

namespace ActorPlatform.EndToEnd.Scenarios;

public sealed class KillTests
{
    private static readonly TimeSpan s_kill = TimeSpan.FromMinutes(2);

    [SkippableFact]
    public async Task KillThenStart_AsksForTheRestoreChoiceRestoresTheLatestCheckpointAndFailsInPlainWordsWhenAllAreGone()
    {
        var (rig, engine) = await SharedEngine.GetAsync();
        var job = await Job.RunAsync(rig, engine, JobSpecs.Counting("kill").With("retry", JobSpecs.Retry(1)));
        await job.CountsAsync();
        await job.RestorePointsAsync("CHECKPOINT", atLeast: 2);

        await job.DoAsync("kill", s_kill);

        await job.ShouldBeAsync("KILLED", runs: 1, live: 0);
        (await job.ListAsync("runs"))[0]["evidence"].ShouldNotBeNull();
        var silent = await job.AskAsync("start");
        silent.Status.ShouldBe(409, silent.Raw);
        silent.Code.ShouldBe("restore.choice-required");
        await job.ShouldBeAsync("KILLED", runs: 1, live: 0);

        await job.StartAsync("latest");

        await job.ShouldBeAsync("RUNNING", runs: 2, live: 1);
        var counts = await job.CountsAsync();
        counts.RestoredTotal.ShouldBeGreaterThan(0);
        counts.RestoredTotal.ShouldBe(counts.RestoredOffset);
        await job.DoAsync("kill", s_kill);

        await FailsWithoutItsRestorePointsAsync(job);
    }

    private static async Task FailsWithoutItsRestorePointsAsync(Job job)
    {
        foreach (var point in await job.ListAsync("restore-points"))
            await job.Rig.Hdfs.DeleteAsync(HdfsFiles.PathOf(point["path"]!.GetValue<string>()));

        var start = await job.CommandAsync("start", new JsonObject { ["restore"] = "latest" });

        await job.EndsAsync(start, "FAILED", Job.StartsWithin);
        var failed = await job.BecomesAsync("FAILED", TimeSpan.FromSeconds(10));
        failed.ShouldHaveFailed("RESTORE", "is gone", "holds no _metadata");
        (await job.Rig.Yarn.LiveAsync(job.Id)).ShouldBeEmpty();
    }
}
