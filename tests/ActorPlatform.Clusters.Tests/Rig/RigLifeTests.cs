using ActorPlatform.Hdfs;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;

namespace ActorPlatform.Clusters.Tests.Rig;

/// <summary>A job's life on a real cluster.</summary>
[Collection(RigCollection.Name)]
public sealed class RigLifeTests(RigFixture rig)
{
    [SkippableFact]
    public async Task Submission_OfAStatefulJob_RunsWithCheckpointsAndCanBeKilled()
    {
        Skip.If(rig.SkipReason is not null, rig.SkipReason);
        await using var run = await RigRun.StartAsync(
            rig.Cluster,
            RigRun.PlanOf(RigRun.Spec("--rate", "50", "--name", "it's \"quoted\" $HOME `date` ;}}{ \\")));

        var report = await run.UntilAsync(report =>
            report is { State: FlinkJobState.Running, Completed.Length: > 0 } && report.TasksRunning == report.TasksTotal);

        report.RestAddress.ShouldNotBeNull();
        report.Completed[^1].Kind.ShouldBe(RestorePointKind.Checkpoint);
        report.Completed[^1].Path.ShouldBe($"hdfs:///flink/checkpoints/{run.Plan.FlinkJob}/chk-{report.Completed[^1].Id}");
        var sweep = await rig.Cluster.FetchApplicationsAsync(CancellationToken.None);
        sweep.Settled.ShouldBeTrue();
        sweep.Applications.ShouldContain(app =>
            app.Id == run.Application && app.Job == run.Plan.Job && app.Run == 1 && app.State == ApplicationState.Running);
        (await rig.Cluster.ProbeJobManagerAsync(run.Address, CancellationToken.None)).ShouldBe(JobManagerLife.Alive);
        (await rig.Cluster.FetchFailureAsync(run.Address, null, CancellationToken.None)).Evidence!.ShouldSatisfyAllConditions(
            evidence => evidence.ShouldContain("from the NodeManager"),
            evidence => evidence.ShouldContain("Completed checkpoint"));

        await rig.Cluster.KillAsync(run.Application, CancellationToken.None);

        (await run.UntilFinalAsync()).State.ShouldBe(ApplicationState.Killed);
        (await run.UntilGoneAsync()).ShouldBe(JobManagerLife.Gone);
        (await rig.Cluster.FetchApplicationsAsync(CancellationToken.None)).Applications.ShouldContain(app =>
            app.Id == run.Application && app.IsFinal);
        (await rig.Hdfs.FindAsync(HdfsPath.Of(report.Completed[^1].Path).Parent, CancellationToken.None)).ShouldNotBeNull();
    }

    [SkippableFact]
    public async Task Savepoints_OnDemandAndByAStop_AreFoundByTheirTriggerAndCanBeResumedFrom()
    {
        Skip.If(rig.SkipReason is not null, rig.SkipReason);
        var first = await RigRun.StartAsync(rig.Cluster, RigRun.PlanOf(RigRun.Spec("--rate", "50")));
        await using var ends = first;
        await first.UntilAsync(report => report is { State: FlinkJobState.Running, Completed.Length: > 0 });
        var onDemand = new SavepointRequest("00000000000000000000000000000a01", Stop: false, Drain: false, "NATIVE");

        await rig.Cluster.TriggerSavepointAsync(first.Address, onDemand, CancellationToken.None);
        await rig.Cluster.TriggerSavepointAsync(first.Address, onDemand, CancellationToken.None);
        var taken = await first.UntilSavepointAsync(onDemand);

        taken.Path.ShouldStartWith($"hdfs:///flink/savepoints/{first.Plan.Job}/run-1/{onDemand.TriggerId}/savepoint-");
        (await rig.Cluster.FindSavepointAsync(first.Plan.Job, 1, onDemand.TriggerId, CancellationToken.None)).ShouldBe(taken);
        (await rig.Hdfs.ListAsync(HdfsPath.Of(taken.Path).Parent, CancellationToken.None))!.Count.ShouldBe(1);

        var stop = new SavepointRequest("00000000000000000000000000000b02", Stop: true, Drain: false, "CANONICAL");
        await rig.Cluster.TriggerSavepointAsync(first.Address, stop, CancellationToken.None);
        var stopped = await first.UntilSavepointAsync(stop);
        var ended = await first.UntilFinalAsync();

        ended.ShouldSatisfyAllConditions(() => ended.State.ShouldBe(ApplicationState.Finished), () => ended.Final.ShouldBe(FinalStatus.Succeeded));
        stopped.SizeBytes.ShouldNotBeNull().ShouldBeGreaterThan(0);
        await ResumeAsync(first, stopped);
    }

    [SkippableFact]
    public async Task Bounded_Job_Finishes()
    {
        Skip.If(rig.SkipReason is not null, rig.SkipReason);
        await using var run = await RigRun.StartAsync(rig.Cluster, RigRun.PlanOf(RigRun.Spec("--rate", "500", "--finish-after-records", "50")));

        var ended = await run.UntilFinalAsync();

        ended.ShouldSatisfyAllConditions(() => ended.State.ShouldBe(ApplicationState.Finished), () => ended.Final.ShouldBe(FinalStatus.Succeeded));
    }

    [SkippableFact]
    public async Task RestartedResourceManager_ForALivingApplication_NeverSaysForCertainThatItIsMissing()
    {
        Skip.If(rig.SkipReason is not null, rig.SkipReason);
        await using var run = await RigRun.StartAsync(rig.Cluster, RigRun.PlanOf(RigRun.Spec("--rate", "50")));
        await run.UntilRunningAsync();

        await rig.RunAsync("kill", "a", "rm");
        var refused = await run.LookUpsUntilRefusedAsync();
        var report = await rig.Cluster.FetchRunAsync(run.Address, CancellationToken.None);
        await rig.RunAsync("start", "a", "rm");
        var seen = await run.LookUpsUntilFoundAsync();

        refused.NotSent.ShouldBeTrue();
        report.State.ShouldBe(FlinkJobState.Running);
        seen.ShouldNotContain(new ApplicationLookup.Missing(Settled: true));
        await run.UntilRunningAsync();
    }

    private async Task ResumeAsync(RigRun first, SavepointFound savepoint)
    {
        var restore = new RestoreChoice(new RestorePointId("r1-s"), savepoint.Path, "NO_CLAIM");
        await using var second = await RigRun.StartAsync(
            rig.Cluster,
            first.Plan with
            {
                Run = 2,
                FlinkJob = RunIdentity.FlinkJob("rigtest", first.Plan.Job, 2),
                Restore = restore,
            });

        var report = await second.UntilAsync(report => report is { State: FlinkJobState.Running, Completed.Length: > 0 });

        // Flink numbers on from the savepoint's own number: a start from nothing would begin at 1.
        report.Completed[^1].Id.ShouldBeGreaterThan(2);
        (await second.LookUpAsync())!.Run.ShouldBe(2);
    }
}
