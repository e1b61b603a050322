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
        await using var run = await RigRun.StartAsync(rig.Cluster, RigRun.PlanOf(RigRun.Spec("--rate", "50", "--name", "it's \"quoted\" $HOME `date` ;}}{ \\")));

        var report = await run.UntilAsync(report => report is { State: FlinkJobState.Running, Completed.Length: > 0 } && report.TasksRunning == report.TasksTotal);

        report.RestAddress.ShouldNotBeNull();
        report.Completed[^1].Kind.ShouldBe(RestorePointKind.Checkpoint);
        report.Completed[^1].Path.ShouldBe($"hdfs:///flink/checkpoints/{run.Plan.FlinkJob}/chk-{report.Completed[^1].Id}");
        var sweep = await rig.Cluster.FetchApplicationsAsync(CancellationToken.None);
        sweep.Applications.ShouldContain(app => app.Id == run.Application && app.Job == run.Plan.Job && app.Run == 1 && app.State == ApplicationState.Running);
        await rig.Cluster.KillAsync(run.Application, CancellationToken.None);
        (await run.UntilFinalAsync()).State.ShouldBe(ApplicationState.Killed);
    }
}
