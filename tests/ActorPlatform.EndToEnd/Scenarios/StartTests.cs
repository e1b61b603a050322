using ActorPlatform.EndToEnd.Engines;

namespace ActorPlatform.EndToEnd.Scenarios;

public sealed class StartTests
{
    [SkippableFact]
    public async Task Start_NewJobTwiceWithOneKey_RunsOnceFromNothingAndListsItsCheckpoints()
    {
        var (rig, engine) = await SharedEngine.GetAsync();
        var job = await Job.DefineAsync(rig, engine, JobSpecs.Counting("start"));
        await job.ShouldBeAsync("DEFINED", runs: 0, live: 0);

        var first = await job.CommandAsync("start", key: "the-key");
        var second = await job.CommandAsync("start", key: "the-key");
        var other = await job.AskAsync("start", key: "another-key");

        second.ShouldBe(first);
        (other.Status, other.Code).ShouldBe((409, "job.already-started"), other.Raw);
        await job.EndsAsync(first, "SUCCEEDED", Job.StartsWithin);
        await job.ShouldBeAsync("RUNNING", runs: 1, live: 1);
        var application = (await rig.Yarn.LiveAsync(job.Id)).ShouldHaveSingleItem();
        var run = (await job.ListAsync("runs")).ShouldHaveSingleItem();
        run["applicationId"]!.GetValue<string>().ShouldBe(application.Id);
        application.Tags.Split(',').ShouldContain("ap-run-1");
        (await job.CountsAsync()).RestoredTotal.ShouldBe(0);
        var checkpoints = await job.RestorePointsAsync("CHECKPOINT", atLeast: 2);
        checkpoints.ShouldAllBe(c => c["run"]!.GetValue<int>() == 1);
        checkpoints[0]["on"]![0]!["proof"]!.GetValue<string>().ShouldBe("UNPROVEN");
        (await rig.Hdfs.ExistsAsync(Rigs.HdfsFiles.PathOf(checkpoints[0]["path"]!.GetValue<string>()))).ShouldBeTrue();
        await LogsAreThereAsync(job, application.Id);
        await job.DoAsync("kill", TimeSpan.FromMinutes(2));
        await job.ShouldBeAsync("KILLED", runs: 1, live: 0);
    }

    /// <summary>Of the living run: its JobManager's log, what its container wrote, and the first TaskManager's.</summary>
    private static async Task LogsAreThereAsync(Job job, string application)
    {
        foreach (var source in new[] { "jobmanager", "container", $"taskmanager-container_{application["application_".Length..]}_01_000002" })
        {
            var log = await job.Engine.Api.GetAsync($"/api/v1/jobs/{job.Id}/runs/1/logs?source={source}&tail=1000");
            log.Status.ShouldBe(200, $"{source}: {log.Raw}");
            var (from, to) = (log.Body!["from"]!.GetValue<long>(), log.Body["to"]!.GetValue<long>());
            System.Text.Encoding.UTF8.GetByteCount(log.Text("text")!).ShouldBe((int)(to - from), source);
        }
    }

    [SkippableFact]
    public async Task Start_BoundedJob_FinishesByItself()
    {
        var (rig, engine) = await SharedEngine.GetAsync();
        var job = await Job.DefineAsync(rig, engine, JobSpecs.Counting("bounded", "--rate", "200", "--finish-after-records", "600"));

        await job.CommandAsync("start");

        await job.BecomesAsync("FINISHED", Job.StartsWithin);
        await job.ShouldBeAsync("FINISHED", runs: 1, live: 0);
        (await rig.Yarn.ApplicationsAsync(job.Id)).ShouldHaveSingleItem().FinalStatus.ShouldBe("SUCCEEDED");
        var evidence = (await job.ListAsync("runs"))[0]["evidence"];
        evidence.ShouldNotBeNull();
        evidence["proof"]!.GetValue<string>().ShouldNotBeEmpty();
    }
}
