using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Effects;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Jobs.Runs;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Domain.Tests.Jobs;

public class LifecycleTests
{
    [Fact]
    public void Start_DefinedJob_OwesItsPreparationBeforeAnyAct()
    {
        var job = new JobScenario().Ask(new StartJob(null));

        job.State.Status.ShouldBe(JobStatus.Starting);
        job.State.Phase.ShouldBe(JobPhase.Preparing);
        job.Owed.Effects.ShouldHaveSingleItem().Key.ShouldBe("prepare:1");
        job.State.Run!.Restore.ShouldBeNull();
    }

    [Fact]
    public void Prepared_ApplicationId_IsJournaledBeforeItIsPosted()
    {
        var job = new JobScenario().Submitted();

        job.State.Run!.Application.ShouldBe(job.Application(1));
        var submit = job.Owed.Effects.ShouldHaveSingleItem().ShouldBeOfType<SubmitRun>();
        submit.Application.ShouldBe(job.Application(1));
        submit.AbsenceCountsFrom.ShouldBeGreaterThan(submit.PostUntil);
    }

    [Fact]
    public void Observed_AllTasksRunning_IsRunningAndTheStartSucceeded()
    {
        var job = new JobScenario().Running();

        job.State.Status.ShouldBe(JobStatus.Running);
        job.Operation(OperationKind.Start).State.ShouldBe(OperationState.Succeeded);
        job.Owed.Effects.ShouldBeEmpty();
        job.Owed.Watches.ShouldHaveSingleItem().Key.ShouldBe("run:1");
    }

    [Fact]
    public void Observed_FlinkRunningButTasksNot_IsStillStarting()
    {
        var job = new JobScenario().Submitted();
        job.Ask(new RunAccepted(1)).Ask(new RunObserved(1, JobScenario.Report(running: 1)));

        job.State.Phase.ShouldBe(JobPhase.Verifying);
    }

    [Fact]
    public void Suspend_Running_StopsWithASavepointAndResumesFromIt()
    {
        var job = new JobScenario().Running().Checkpoint(1).Suspended();
        job.State.Status.ShouldBe(JobStatus.Suspended);
        job.State.Run!.End!.Outcome.ShouldBe(RunOutcome.Stopped);
        job.Operation(OperationKind.Suspend).State.ShouldBe(OperationState.Succeeded);
        job.Owed.IsEmpty.ShouldBeTrue();

        job.Ask(new StartJob(null));

        job.State.Run!.Number.ShouldBe(2);
        job.State.Run.Restore!.Path.ShouldBe("hdfs:///flink/savepoints/1/savepoint-1");
    }

    [Fact]
    public void Suspend_SavepointComplete_IsNotSuspendedBeforeTheApplicationIsFinal()
    {
        var job = new JobScenario().Running().Ask(new SuspendJob(false));
        job.Ask(new RunStopped(1, job.Savepoint()));

        job.State.Status.ShouldBe(JobStatus.Suspending);
        job.State.Phase.ShouldBe(JobPhase.Concluding);
    }

    [Fact]
    public void Suspend_StopFails_JobGoesOnAndTheOperationSaysWhy()
    {
        var job = new JobScenario().Running().Ask(new SuspendJob(false)).Ask(new StopFailed(1, "disk full", null));

        job.State.Status.ShouldBe(JobStatus.Running);
        job.Operation(OperationKind.Suspend).Error!.ShouldContain("disk full");
    }

    [Fact]
    public void Suspend_DeadlinePassesAndTheStopCompletesLater_IsSuspendedByItsFoundSavepoint()
    {
        var job = new JobScenario().Running().Ask(new SuspendJob(false)).Due();
        job.State.Status.ShouldBe(JobStatus.Running);

        job.Final(ApplicationState.Finished, FinalStatus.Succeeded).Ask(new RunConcluded(1, "goodbye", job.StopSavepoint(), null));

        job.State.Status.ShouldBe(JobStatus.Suspended);
    }

    [Fact]
    public void Suspend_WhileStarting_IsQueuedAndBegunOnceItRuns()
    {
        var job = new JobScenario().Ask(new StartJob(null)).Ask(new SuspendJob(false));
        job.Operation(OperationKind.Suspend).State.ShouldBe(OperationState.Pending);

        job.Running();

        job.State.Status.ShouldBe(JobStatus.Suspending);
        job.Operation(OperationKind.Suspend).State.ShouldBe(OperationState.Running);
    }

    [Fact]
    public void Restart_Running_StartsFromItsOwnSavepointAlsoWithAChangedSpec()
    {
        var job = new JobScenario().Running().Ask(new ChangeSpec(JobScenario.Spec() with { Parallelism = 2 }, 1)).Ask(new RestartJob(null));
        job.Ask(new RunStopped(1, job.Savepoint())).Final(ApplicationState.Finished, FinalStatus.Succeeded).Ask(new RunConcluded(1, "goodbye", null, null));

        job.State.Status.ShouldBe(JobStatus.Starting);
        job.State.Run!.SpecVersion.ShouldBe(2);
        job.State.Run.Restore!.Path.ShouldBe("hdfs:///flink/savepoints/1/savepoint-1");
        job.Running().Operation(OperationKind.Restart).State.ShouldBe(OperationState.Succeeded);
    }

    [Fact]
    public void Kill_Running_IsKilledOnlyWhenProven()
    {
        var job = new JobScenario().Running().Ask(new KillJob(false, null));
        job.State.Status.ShouldBe(JobStatus.Killing);
        job.Owed.Effects.ShouldHaveSingleItem().ShouldBeOfType<KillRun>();

        job.Final(ApplicationState.Killed, FinalStatus.Killed);
        job.State.Status.ShouldBe(JobStatus.Killing);
        job.Ask(new RunConcluded(1, "its JobManager refuses connections", null, null));

        job.State.Status.ShouldBe(JobStatus.Killed);
        job.State.Run!.End!.Proof.ShouldContain("refuses");
    }

    [Fact]
    public void Kill_BeforeAnythingWasSubmitted_IsOverAtOnce()
    {
        var job = new JobScenario().Ask(new StartJob(null)).Ask(new KillJob(false, null));

        job.State.Status.ShouldBe(JobStatus.Killed);
        job.State.Run!.End!.Outcome.ShouldBe(RunOutcome.NeverSubmitted);
        job.Ask(new RunPrepared(1, job.Application(1))).State.Run!.Application.ShouldBeNull();
    }

    [Fact]
    public void Kill_SubmissionUnresolved_EndsOnlyPastItsExpiry()
    {
        var job = new JobScenario().Submitted().Ask(new KillJob(false, null));
        job.Owed.Effects.ShouldHaveSingleItem().ShouldBeOfType<KillRun>().AbsenceCountsFrom.ShouldBeGreaterThan(job.Now);

        job.Ask(new ApplicationMissing(1, job.Application(1))).State.Status.ShouldBe(JobStatus.Killing);

        job.After(job.Settings.PostWithin + job.Settings.PostLateness).Ask(new ApplicationMissing(1, job.Application(1))).State.Status.ShouldBe(JobStatus.Killed);
    }

    [Fact]
    public void Kill_NeverSeenFinal_TellsWhoeverWaitsButNeverCallsItDead()
    {
        var job = new JobScenario().Running().Ask(new KillJob(false, null)).Due();

        job.State.Status.ShouldBe(JobStatus.Killing);
        job.State.Health.ShouldBe(Health.Red);
        job.Operation(OperationKind.Kill).State.ShouldBe(OperationState.Failed);
        job.Owed.Effects.OfType<KillRun>().ShouldHaveSingleItem();
        job.Ask(new KillJob(true, "the rack burned down")).State.Status.ShouldBe(JobStatus.Killed);
        job.State.Run!.End!.Proof.ShouldContain("the rack burned down");
    }

    [Fact]
    public void Finished_BoundedJob_IsFinishedWithEvidence()
    {
        var job = new JobScenario().Running().Final(ApplicationState.Finished, FinalStatus.Succeeded).Ask(new RunConcluded(1, "its master said goodbye", null, null));

        job.State.Status.ShouldBe(JobStatus.Finished);
        job.State.Run!.End!.Proof.ShouldBe("its master said goodbye");
        job.Ask(new StartJob(null)).Rejected!.Code.ShouldBe("restore.choice-required");
    }

    [Fact]
    public void Failed_RetriesUsedUp_IsFailedWithItsRootCause()
    {
        var job = new JobScenario().Running();
        job.Failed();
        job.State.Status.ShouldBe(JobStatus.Restarting);
        for (var retry = 0; retry < 2; retry++)
            job.Due().Running().Failed();

        job.State.Status.ShouldBe(JobStatus.Failed);
        job.State.Failure!.RootCause!.ShouldContain("boom");
        job.State.Runs.Length.ShouldBe(3);
        job.State.Decisions[^1].Kind.ShouldBe("GIVE_UP");
    }

    [Fact]
    public void Failed_BackoffDoublesWithinItsBounds()
    {
        var job = new JobScenario().Running();
        job.Failed();
        var first = job.State.Due!.Value - job.Now;
        job.Due().Running().Failed();
        var second = job.State.Due!.Value - job.Now;

        first.ShouldBeInRange(TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(12));
        second.ShouldBeInRange(TimeSpan.FromSeconds(16), TimeSpan.FromSeconds(24));
    }

    [Fact]
    public void Refused_NotRetryable_FailsAtOnce()
    {
        var job = new JobScenario().Ask(new StartJob(null));
        job.Ask(new RunRefused(1, new Failure(FailureClass.Resources, "More memory than the cluster has.", null, null, job.Now, Retryable: false)));

        job.State.Status.ShouldBe(JobStatus.Failed);
        job.State.Run!.End!.Outcome.ShouldBe(RunOutcome.NeverSubmitted);
        job.Operation(OperationKind.Start).State.ShouldBe(OperationState.Failed);
    }

    [Fact]
    public void Retire_RunMayLive_IsRefusedUnlessForced()
    {
        var job = new JobScenario().Running().Ask(new RetireJob(false));
        job.Rejected!.Code.ShouldBe("job.run-may-be-alive");

        job.Ask(new RetireJob(true)).Final(ApplicationState.Killed, FinalStatus.Killed).Ask(new RunConcluded(1, "gone", null, null));

        job.State.Status.ShouldBe(JobStatus.Retired);
        job.Operation(OperationKind.Retire).State.ShouldBe(OperationState.Succeeded);
    }

    [Fact]
    public void Savepoint_OnDemand_GoesIntoTheLedgerAndTheJobGoesOn()
    {
        var job = new JobScenario().Running().Ask(new SaveJob("NATIVE"));
        var trigger = job.Owed.Effects.OfType<TakeSavepoint>().ShouldHaveSingleItem().Request.TriggerId;
        job.Ask(new SaveJob("NATIVE")).Rejected!.Code.ShouldBe("savepoint.in-progress");

        job.Ask(new SavepointTaken(trigger, job.Savepoint()));

        job.State.Status.ShouldBe(JobStatus.Running);
        job.State.Ledger.ShouldHaveSingleItem().Format.ShouldBe("NATIVE");
        job.Operation(OperationKind.Savepoint).State.ShouldBe(OperationState.Succeeded);
    }

    [Fact]
    public void Define_Again_SameSpecIsAnsweredOtherSpecIsRefused()
    {
        var job = new JobScenario();
        job.Ask(new DefineJob(JobScenario.Spec())).Rejected.ShouldBeNull();
        job.Journal.OfType<JobDefined>().ShouldHaveSingleItem();

        job.Ask(new DefineJob(JobScenario.Spec("other"))).Rejected!.Code.ShouldBe("job.exists");
    }

    [Fact]
    public void Suspend_AnswerLostAndFileSystemAway_IsNotCalledFinishedForWantOfAnAnswer()
    {
        var job = new JobScenario().Running().Ask(new SuspendJob(false)).Final(ApplicationState.Finished, FinalStatus.Succeeded).Due();
        job.State.Status.ShouldBe(JobStatus.Suspending);
        job.Owed.Effects.ShouldHaveSingleItem().ShouldBeOfType<ConcludeRun>();

        job.Ask(new RunConcluded(1, "goodbye", job.StopSavepoint(), null)).State.Status.ShouldBe(JobStatus.Suspended);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Failed_SpecChangedMeanwhile_RetriesWithTheSpecOfTheRunAndAStartTakesTheNewOne(bool whileRunning)
    {
        var job = new JobScenario().Running().Checkpoint(1);
        var change = new ChangeSpec(JobScenario.Spec() with { Parallelism = 7 }, 1);
        if (whileRunning)
            job.Ask(change).Failed().Due();
        else
            job.Failed().Ask(change).Due();

        job.State.Run!.SpecVersion.ShouldBe(1);
        job.Owed.Effects.ShouldHaveSingleItem().ShouldBeOfType<PrepareRun>().Plan.Spec.Parallelism.ShouldBe(1);

        job.Running().Failed().Ask(new StartJob(null)).Rejected!.Code.ShouldBe("restore.choice-required");
        job.Ask(new StartJob("latest")).State.Run!.SpecVersion.ShouldBe(2);
        job.Owed.Effects.ShouldHaveSingleItem().ShouldBeOfType<PrepareRun>().Plan.Spec.Parallelism.ShouldBe(7);
    }
}
