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
        await job.DoAsync("kill", TimeSpan.FromMinutes(2));
        await job.ShouldBeAsync("KILLED", runs: 1, live: 0);
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
