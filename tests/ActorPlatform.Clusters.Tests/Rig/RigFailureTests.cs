using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Clusters.Tests.Rig;

/// <summary>What goes wrong on a real cluster is told in plain words, read from diagnostics and the aggregated log.</summary>
[Collection(RigCollection.Name)]
public sealed class RigFailureTests(RigFixture rig)
{
    [SkippableFact]
    public async Task WrongEntryClass_IsASubmissionFailureThatNamesTheClass()
    {
        var failure = await FailAsync(RigRun.PlanOf(RigRun.Spec("--rate", "50") with { EntryClass = "rig.NoSuchClass" }));

        failure.Class.ShouldBe(FailureClass.Submission);
        failure.Summary.ShouldContain("rig.NoSuchClass");
        failure.Retryable.ShouldBeFalse();
    }

    [SkippableFact]
    public async Task LogOfAnEndedRun_IsFoundWhereYarnKeepsItInTheEnd()
    {
        Skip.If(rig.SkipReason is not null, rig.SkipReason);
        await using var run = await RigRun.StartAsync(rig.Cluster, RigRun.PlanOf(RigRun.Spec("--rate", "50") with { EntryClass = "rig.NoSuchClass" }));
        var ended = await run.UntilFinalAsync();

        // First the NodeManager has it, then it is aggregated, then the NodeManager deletes it.
        var failure = await run.UntilFailureAsync(ended, failure => failure.Evidence?.Contains("/yarn-logs/", StringComparison.Ordinal) == true);

        failure.Summary.ShouldContain("rig.NoSuchClass");
    }

    [SkippableFact]
    public async Task ProgramThatThrowsInMain_IsAUserCodeFailureWithItsInnermostCause()
    {
        var failure = await FailAsync(RigRun.PlanOf(RigRun.Spec("--rate", "many")));

        failure.Class.ShouldBe(FailureClass.UserCode);
        failure.RootCause!.ShouldContain("NumberFormatException");
        failure.RootCause!.ShouldContain("many");
    }

    [SkippableFact]
    public async Task JobThatFailsForGood_IsAUserCodeFailureWithItsOwnWords()
    {
        var failure = await FailAsync(RigRun.PlanOf(RigRun.Spec("--rate", "50", "--fail-always")));

        failure.Class.ShouldBe(FailureClass.UserCode);
        failure.RootCause!.ShouldContain("rig: failing on purpose, always");
    }

    [SkippableFact]
    public async Task RestorePointThatVanishedAfterTheCheck_IsARestoreFailure()
    {
        var plan = RigRun.PlanOf(RigRun.Spec("--rate", "50"));
        var gone = plan with { Restore = new RestoreChoice(new RestorePointId("r1-s"), "hdfs:///flink/savepoints/never-there", "NO_CLAIM") };
        Skip.If(rig.SkipReason is not null, rig.SkipReason);

        (await rig.Cluster.PrepareAsync(gone, CancellationToken.None))
            .ShouldBeOfType<PrepareOutcome.Refused>()
            .Failure.Class.ShouldBe(FailureClass.Restore);
        var failure = await FailAsync(plan, posted: gone);

        failure.Class.ShouldBe(FailureClass.Restore);
        failure.Summary.ShouldBe("The restore point is gone.");
        failure.RootCause!.ShouldContain("never-there");
    }

    [SkippableFact]
    public async Task UnknownQueue_IsASubmissionFailureThatNamesTheQueue()
    {
        var spec = RigRun.Spec("--rate", "50");
        var failure = await FailAsync(RigRun.PlanOf(spec with { Target = spec.Target with { Queue = "nosuch" } }));

        failure.Class.ShouldBe(FailureClass.Submission);
        failure.Summary.ShouldContain("'nosuch'");
    }

    [SkippableFact]
    public async Task Preparation_OfWhatCannotRun_RefusesInPlainWords()
    {
        Skip.If(rig.SkipReason is not null, rig.SkipReason);
        var spec = RigRun.Spec("--rate", "50");

        (await RefusedAsync(spec with { Artifact = "hdfs:///jars/nosuch.jar" })).Summary.ShouldBe(
            "The jar hdfs:///jars/nosuch.jar is not on cluster a.");
        (await RefusedAsync(spec with { FlinkVersion = "1.17" })).Summary.ShouldContain("install-flink a 1.17");
        var large = await RefusedAsync(spec with { Resources = spec.Resources with { TaskManager = new TaskManagerSpec { Memory = "900g" } } });
        large.Class.ShouldBe(FailureClass.Resources);
        large.Summary.ShouldContain("8192 MiB");
    }

    private async Task<Failure> RefusedAsync(JobSpec spec) =>
        (await rig.Cluster.PrepareAsync(RigRun.PlanOf(spec), CancellationToken.None)).ShouldBeOfType<PrepareOutcome.Refused>().Failure;

    private async Task<Failure> FailAsync(RunPlan plan, RunPlan? posted = null)
    {
        Skip.If(rig.SkipReason is not null, rig.SkipReason);
        await using var run = await RigRun.StartAsync(rig.Cluster, plan, posted);
        var ended = await run.UntilFinalAsync();
        return await rig.Cluster.FetchFailureAsync(run.Address, ended, CancellationToken.None);
    }
}
