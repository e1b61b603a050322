using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Effects;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Jobs.Runs;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Domain.Tests.Jobs;

/// <summary>What a run leaves when it ends: savepoints of stops that were given up, checkpoints after the last poll, strays, claims.</summary>
public class EndOfRunTests
{
    [Fact]
    public void Suspend_GivenUpTwiceAndTheFirstCompletesLater_IsSuspendedByItsSavepoint()
    {
        var job = new JobScenario().Running().Ask(new SuspendJob(false));
        var first = job.State.Run!.StopTrigger!;
        job.Due().Ask(new SuspendJob(false)).Final(ApplicationState.Finished, FinalStatus.Succeeded);
        job.Owed.Effects.ShouldHaveSingleItem().ShouldBeOfType<ConcludeRun>().StopTriggers.Length.ShouldBe(2);

        job.Ask(new RunConcluded(1, "goodbye", new StopSavepoint(first, job.Savepoint()), null));

        job.State.Status.ShouldBe(JobStatus.Suspended);
        job.State.Ledger.ShouldHaveSingleItem().Id.Value.ShouldContain(first[..8]);
    }

    /// <summary>The stop was given up although its savepoint lay there. The run went on for a month, then its node was lost.</summary>
    [Fact]
    public void Suspend_GivenUpAndTheRunFailsMuchLater_GoesOnFromItsNewestCheckpoint()
    {
        var job = new JobScenario().Running().Ask(new SuspendJob(false));
        var left = new StopSavepoint(job.State.Run!.StopTrigger!, job.Savepoint());
        job.Due().After(TimeSpan.FromDays(30)).Checkpoint(900).Final(ApplicationState.Failed, FinalStatus.Failed, "node lost");

        job.Ask(new RunConcluded(1, "its JobManager is gone", left, new Failure(FailureClass.Infrastructure, "The node was lost.", null, null, job.Now)));

        job.State.Status.ShouldBe(JobStatus.Restarting);
        job.State.Ledger.Select(p => p.Kind).ShouldBe([RestorePointKind.Savepoint, RestorePointKind.Checkpoint], ignoreOrder: true);
        job.Due().State.Run!.Restore!.Path.ShouldContain("chk-900");
    }

    [Fact]
    public void ConfirmDead_RunLivesAllTheSame_IsKilledAsAStray()
    {
        var job = new JobScenario().Running().Ask(new KillJob(true, "the rack burned down"));
        job.State.Status.ShouldBe(JobStatus.Killed);

        job.Owed.Effects.ShouldHaveSingleItem().ShouldBeOfType<KillRun>().Stray.ShouldBeTrue();
        job.Ask(new StartJob("none")).Owed.Effects.Length.ShouldBe(2);
        job.Ask(new ApplicationMissing(1, job.Application(1))).Owed.Effects.ShouldHaveSingleItem();
    }

    [Fact]
    public void SavepointInWork_RunFails_EndsWithItsRunAndIsNotOwedByTheNext()
    {
        var job = new JobScenario().Running().Checkpoint(1).Ask(new SaveJob("NATIVE"));
        job.Failed();

        job.Operation(OperationKind.Savepoint).State.ShouldBe(OperationState.Failed);
        job.Due().Running().Owed.Effects.ShouldBeEmpty();
    }

    [Fact]
    public void LastLook_NewerCheckpointsOnTheFileSystem_AreTheOnesThatCount()
    {
        var job = new JobScenario().Running().Checkpoint(1).Final(ApplicationState.Failed, FinalStatus.Failed, "node lost");
        var newer = job.After(TimeSpan.FromSeconds(40)).CheckpointReport(1, 5);
        job.Ask(new RunConcluded(1, "its JobManager is gone", null, new Failure(FailureClass.Infrastructure, "The node was lost.", null, null, job.Now), [newer]));

        job.State.Ledger.ShouldHaveSingleItem().Path.ShouldBe(newer.Path);
        job.Due().State.Run!.Restore!.Path.ShouldBe(newer.Path);
    }

    [Fact]
    public void LastLook_FirstCheckpointCompletedAfterTheLastPoll_RetryDoesNotStartFromNothing()
    {
        var job = new JobScenario().Running().Final(ApplicationState.Finished, FinalStatus.Failed);
        job.Ask(new RunConcluded(1, "goodbye", null, new Failure(FailureClass.UserCode, "It failed.", null, null, job.Now), [job.CheckpointReport(1, 1)]));

        job.Due().State.Run!.Restore!.Path.ShouldBe("hdfs:///flink/checkpoints/1/chk-1");
    }

    [Fact]
    public void LastLook_FileSystemAwayAfterAProvenEnd_IsWaitedFor()
    {
        var job = new JobScenario().Running().Final(ApplicationState.Finished, FinalStatus.Failed).Due();

        job.State.LastRun.ShouldBe(1);
        job.State.Run!.End.ShouldBeNull();
        job.Owed.Effects.ShouldHaveSingleItem().ShouldBeOfType<ConcludeRun>().Patient.ShouldBeTrue();
    }

    [Fact]
    public void Verifying_GivenUp_TellsWhatItsLogSaid()
    {
        var job = new JobScenario().Submitted().Ask(new RunAccepted(1)).Due().Ask(new ApplicationSeen(new JobScenario().Sighting(1, ApplicationState.Accepted)));
        job.Final(ApplicationState.Killed, FinalStatus.Killed).Owed.Effects.ShouldHaveSingleItem().ShouldBeOfType<ConcludeRun>().Explain.ShouldBeTrue();
        job.Ask(new RunConcluded(1, "gone", null, new Failure(FailureClass.Unknown, "x", "No space left on device", "the log's tail", job.Now)));

        job.State.Failure!.Class.ShouldBe(FailureClass.Resources);
        job.State.Failure.RootCause.ShouldBe("No space left on device");
        job.State.Failure.Evidence.ShouldBe("the log's tail");
    }

    [Fact]
    public void Claim_ClaimantMadeNoCheckpoint_ThePointIsUsedAgain()
    {
        var job = new JobScenario(spec: JobScenario.Spec() with { State = new StateSpec { Claim = "CLAIM" }, Retry = new RetrySpec { MaxAttempts = 9 } }).Running().Checkpoint(1);
        job.Failed().Due().Running().Failed().Due();
        job.State.Run!.Restore!.Id.Value.ShouldBe("r1-c1");
        job.Submitted().Ask(new RunAccepted(3)).Failed().Due();

        job.State.Run!.Restore!.Id.Value.ShouldBe("r1-c1");
    }

    [Fact]
    public void Kill_SeenAliveWhileUnresolved_ItsAbsenceIsNoLongerProofThatItWasNeverThere()
    {
        var job = new JobScenario().Submitted().Ask(new KillJob(false, null)).Ask(new ApplicationSeen(job_Sighting()));
        job.After(TimeSpan.FromHours(1)).Ask(new ApplicationMissing(1, job.Application(1)));

        job.State.Status.ShouldBe(JobStatus.Killing);
        job.Owed.Effects.ShouldHaveSingleItem().ShouldBeOfType<ConcludeRun>();

        ApplicationReport job_Sighting() => new(new ApplicationId("application_1_0001"), JobScenario.Id, 1, ApplicationState.Running, FinalStatus.Undefined, null, null, null, null);
    }

    [Fact]
    public void Start_SpecChangedWithoutAnyState_AsksAllTheSame()
    {
        var job = new JobScenario().Running().Failed(retryable: false).Ask(new ChangeSpec(JobScenario.Spec() with { Parallelism = 3 }, 1)).Ask(new StartJob(null));

        job.Rejected!.Code.ShouldBe("restore.choice-required");
        job.Ask(new StartJob("none")).State.Status.ShouldBe(JobStatus.Starting);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Start_NothingWasEverSubmitted_NeedsNoChoice(bool killed)
    {
        var job = new JobScenario().Ask(new StartJob(null));
        if (killed)
            job.Ask(new KillJob(false, null));
        else
            job.Ask(new RunRefused(1, new Failure(FailureClass.Submission, "There is no such artifact.", null, null, job.Now, Retryable: false)));
        job.Ask(new ChangeSpec(JobScenario.Spec() with { Artifact = "hdfs:///jars/right.jar" }, 1)).Ask(new StartJob(null));

        job.State.Status.ShouldBe(JobStatus.Starting);
        job.State.Run!.Number.ShouldBe(2);
        job.State.Run.Restore.ShouldBeNull();

        // The control: the second run is submitted, and what it may have done is nobody's to guess.
        job.Running().Failed(retryable: false).Ask(new ChangeSpec(JobScenario.Spec(), 2)).Ask(new StartJob(null));
        job.Rejected!.Code.ShouldBe("restore.choice-required");
    }

    [Fact]
    public void Submission_RanEndedAndWasForgottenUnseen_ItsCheckpointsCount()
    {
        var job = new JobScenario().Submitted();
        job.After(job.Settings.PostWithin + job.Settings.PostLateness).Ask(new ApplicationMissing(1, job.Application(1), [job.CheckpointReport(1, 3)]));

        job.State.Status.ShouldBe(JobStatus.Restarting);
        job.State.Run!.End!.Outcome.ShouldBe(RunOutcome.Failed);
        job.Due().State.Run!.Restore!.Path.ShouldBe("hdfs:///flink/checkpoints/1/chk-3");
    }

    [Theory]
    [InlineData(false, RunOutcome.NeverSubmitted, "never reached")]
    [InlineData(true, RunOutcome.Failed, "may have run")]
    public void Submission_NeverSeenAndNothingLeft_IsSaidToHaveRunOnlyWhereItMayBeForgotten(bool mayBeForgotten, RunOutcome outcome, string said)
    {
        var job = new JobScenario().Submitted();
        job.After(job.Settings.PostWithin + job.Settings.PostLateness).Ask(new ApplicationMissing(1, job.Application(1), [], mayBeForgotten));

        job.State.Status.ShouldBe(JobStatus.Restarting);
        job.State.Run!.End!.Outcome.ShouldBe(outcome);
        job.State.Failure!.Summary.ShouldContain(said);
        job.Due().State.LastRun.ShouldBe(2);
    }

    [Theory]
    [InlineData(ApplicationState.Killed, FinalStatus.Killed)]
    [InlineData(ApplicationState.Finished, FinalStatus.Killed)]
    public void KilledFromOutside_RunningJob_RestsKilledWithEvidenceThatSaysSo(ApplicationState state, FinalStatus status)
    {
        var job = new JobScenario().Running().Checkpoint(1).Final(state, status, "Application killed by user eve.");
        job.State.Status.ShouldBe(JobStatus.Running);

        job.Ask(new RunConcluded(1, "its JobManager is gone", null, null, [job.CheckpointReport(1, 1)]));

        job.State.Status.ShouldBe(JobStatus.Killed);
        job.State.Run!.End!.Outcome.ShouldBe(RunOutcome.Killed);
        job.State.Run.End.Proof.ShouldStartWith("its JobManager is gone");
        job.State.Run.End.Proof.ShouldContain("from outside");
        job.State.Run.End.Diagnostics.ShouldBe("Application killed by user eve.");
        job.Owed.Effects.ShouldBeEmpty();
        job.Ask(new StartJob(null)).Rejected!.Code.ShouldBe("restore.choice-required");
    }

    [Fact]
    public void Kill_AskedOfTheEngine_EvidenceNamesNobodyOutside()
    {
        var job = new JobScenario().Running().Ask(new KillJob(false, null)).Final(ApplicationState.Killed, FinalStatus.Killed);
        job.Ask(new RunConcluded(1, "its JobManager is gone", null, null));

        job.State.Status.ShouldBe(JobStatus.Killed);
        job.State.Run!.End!.Proof.ShouldBe("its JobManager is gone");
    }

    [Fact]
    public void Ledger_RunIsKilled_KeepsTheCheckpointsThatLieThereAndDropsThoseThatDoNot()
    {
        var job = new JobScenario().Running().Checkpoint(1);
        var older = job.State.Ledger.ShouldHaveSingleItem();
        job.Ask(new KillJob(false, null)).Final(ApplicationState.Killed, FinalStatus.Killed);
        var retained = job.CheckpointReport(1, 2);

        job.Ask(new RunConcluded(1, "its JobManager is gone", null, null, [retained]));

        job.State.Ledger.ShouldHaveSingleItem().Path.ShouldBe(retained.Path);
        job.State.Ledger.ShouldNotContain(p => p.Id == older.Id);
        job.Ask(new StartJob("latest")).State.Run!.Restore!.Path.ShouldBe(retained.Path);
    }

    [Fact]
    public void Ledger_RunIsSuspended_HoldsItsSavepointAndNoCheckpointThatFlinkDeleted()
    {
        var job = new JobScenario().Running().Checkpoint(1).Suspended();

        job.State.Ledger.ShouldHaveSingleItem().Kind.ShouldBe(RestorePointKind.StopSavepoint);
        job.Ask(new StartJob(null)).State.Run!.Restore!.Path.ShouldBe(job.State.Ledger[0].Path);
    }
}
