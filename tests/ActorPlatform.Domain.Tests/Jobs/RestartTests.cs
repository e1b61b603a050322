using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Jobs.Runs;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Domain.Tests.Jobs;

/// <summary>A restart whose stop does not end as it should.</summary>
public class RestartTests
{
    [Fact]
    public void StopGivenUpAndCompletesLater_IsStartedAgainWithTheNewSpecFromItsSavepoint()
    {
        var job = Restarting().Due();
        job.State.Status.ShouldBe(JobStatus.Running);
        job.Operation(OperationKind.Restart).Error!.ShouldContain("started again");

        StopCompletes(job);

        (job.State.Status, job.State.Run!.SpecVersion).ShouldBe((JobStatus.Starting, 2));
        job.State.Run.Restore!.Path.ShouldBe("hdfs:///flink/savepoints/1/savepoint-1");
        job.Running().State.Status.ShouldBe(JobStatus.Running);
    }

    [Fact]
    public void StopGivenUpAndCompletesLater_TheRestorePointThatWasNamedIsTaken()
    {
        var job = new JobScenario().Running().Ask(new SaveJob("NATIVE"));
        job.Ask(new SavepointTaken(job.State.Savepoints[0].TriggerId, new SavepointFound("hdfs:///flink/savepoints/1/good", job.Now, 1)));
        var named = job.State.Ledger[0].Id.Value;
        job.After(TimeSpan.FromMinutes(1)).Ask(new RestartJob(named)).Due();

        StopCompletes(job);

        job.State.Run!.Restore!.Id.Value.ShouldBe(named);
    }

    [Fact]
    public void StopGivenUpThenASuspendIsAskedAndGivenUp_CompletesLater_IsSuspended()
    {
        var job = Restarting().Due().Ask(new SuspendJob(false)).Due();

        StopCompletes(job);

        job.State.Status.ShouldBe(JobStatus.Suspended);
    }

    /// <summary>Flink itself said that the stop failed: whatever ends the run later is not it.</summary>
    [Fact]
    public void StopFailed_RunEndsLater_IsNotStartedAgain()
    {
        var job = Restarting().Ask(new StopFailed(1, "a task did not finish", null));

        StopCompletes(job);

        (job.State.Status, job.State.LastRun).ShouldBe((JobStatus.Suspended, 1));
    }

    /// <summary>The savepoint lay there, but the run went on from it: to start from it again would repeat what it did since.</summary>
    [Fact]
    public void StopGivenUp_RunMadeCheckpointsAfterItsSavepoint_IsNotStartedAgain()
    {
        var job = Restarting().Due();
        var savepoint = job.StopSavepoint();
        job.Checkpoint(9).Final(ApplicationState.Finished, FinalStatus.Succeeded).Ask(new RunConcluded(1, "goodbye", savepoint, null));

        job.State.LastRun.ShouldBe(1);
    }

    [Fact]
    public void RunFailsWhileItIsStopped_IsStartedWithTheNewSpecAndTheRestorePointThatWasNamed()
    {
        var job = new JobScenario().Running().Checkpoint(1).Ask(new SaveJob("NATIVE"));
        job.Ask(new SavepointTaken(job.State.Savepoints[0].TriggerId, new SavepointFound("hdfs:///flink/savepoints/1/good", job.Now, 1)));
        var named = job.State.Ledger[^1].Id.Value;
        job.Checkpoint(2).Ask(NewSpec()).Ask(new RestartJob(named)).Failed();

        (job.State.Status, job.State.Run!.SpecVersion, job.State.Run.Restore!.Id.Value).ShouldBe((JobStatus.Starting, 2, named));
        job.Owed.Effects.ShouldHaveSingleItem().ShouldBeOfType<ActorPlatform.Jobs.Effects.PrepareRun>().Plan.Spec.Parallelism.ShouldBe(2);
        job.Running().Operation(OperationKind.Restart).State.ShouldBe(OperationState.Succeeded);
    }

    [Fact]
    public void RunFailsWhileItIsStopped_NothingNamed_TakesTheNewestPoint()
    {
        var job = Restarting(new JobScenario().Running().Checkpoint(7)).Failed();

        (job.State.Status, job.State.Run!.SpecVersion, job.State.Run.Restore!.Id.Value).ShouldBe((JobStatus.Starting, 2, "r1-c7"));
    }

    [Fact]
    public void RunFailsWhileItIsStopped_NamedPointIsUsedUpSince_FailsAndSaysSo()
    {
        var job = Restarting(new JobScenario().Running().Checkpoint(7), "r1-c7");
        var gone = job.After(TimeSpan.FromSeconds(10)).CheckpointReport(1, 8);
        job.Final(ApplicationState.Finished, FinalStatus.Failed)
            .Ask(new RunConcluded(1, "goodbye", null, new Failure(FailureClass.UserCode, "It failed.", null, null, job.Now), [gone]));

        job.State.Status.ShouldBe(JobStatus.Failed);
        job.Operation(OperationKind.Restart).Error!.ShouldContain("r1-c7");
    }

    /// <summary>The new run fails, not the one that was stopped: that is a retry like any other.</summary>
    [Fact]
    public void NewRunFails_IsRetriedWithTheNewSpec()
    {
        var job = Restarting();
        job.Ask(new RunStopped(1, job.Savepoint())).Final(ApplicationState.Finished, FinalStatus.Succeeded).Ask(new RunConcluded(1, "goodbye", null, null));
        job.Submitted().Ask(new RunAccepted(2)).Failed();
        job.State.Status.ShouldBe(JobStatus.Restarting);

        job.Due().State.Run!.SpecVersion.ShouldBe(2);
    }

    private static JobScenario Restarting(JobScenario? job = null, string? restore = null) => (job ?? new JobScenario().Running()).Ask(NewSpec()).Ask(new RestartJob(restore));

    private static ChangeSpec NewSpec() => new(JobScenario.Spec() with { Parallelism = 2 }, 1);

    private static void StopCompletes(JobScenario job) =>
        job.Final(ApplicationState.Finished, FinalStatus.Succeeded).Ask(new RunConcluded(1, "goodbye", job.StopSavepoint(), null));
}
