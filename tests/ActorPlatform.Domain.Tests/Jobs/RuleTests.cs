using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Effects;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Domain.Tests.Jobs;

/// <summary>The rules that make what users of other engines suffer from impossible, by their numbers; those that the decision alone can hold.</summary>
public class RuleTests
{
    [Fact]
    public void Rule01_ApplicationNotVisible_NoNewRunWithoutProofOfDeath()
    {
        var job = new JobScenario().Running();
        var before = job.State;

        // What an outage looks like to the decision: nothing at all. Deadlines of a running job do not exist.
        job.Owed.Deadlines.ShouldBeEmpty();

        // A resource manager that has forgotten it (settled) is not yet proof either: the conclusion asks the JobManager.
        job.Ask(new ApplicationMissing(1, job.Application(1)));
        job.State.Status.ShouldBe(JobStatus.Running);
        job.State.LastRun.ShouldBe(before.LastRun);
        job.Owed.Effects.ShouldHaveSingleItem().ShouldBeOfType<ConcludeRun>();
    }

    [Fact]
    public void Rule02_LateAnswerOfAnOlderRun_IsDropped()
    {
        var job = new JobScenario().Running();
        job.Failed().Due().Running();
        var state = job.State;

        var late = JobScenario.Report(FlinkJobState.Restarting, running: 0) with { Completed = [job.CheckpointReport(1, 99)], RestAddress = "old:1" };
        job.Ask(new RunObserved(1, late)).Ask(new RunConcluded(1, "late", null, null)).Ask(new RunAccepted(1));

        job.State.ShouldBe(state);
    }

    [Fact]
    public void Rule03_Restart_IsAPersistedDecisionWithItsRestorePointExecutedOnce()
    {
        var job = new JobScenario().Running().Checkpoint(1);
        job.Failed();
        var name = job.Owed.Deadlines.ShouldHaveSingleItem().Name;
        job.Due();
        job.State.Run!.Restore!.Path.ShouldBe("hdfs:///flink/checkpoints/1/chk-1");

        var planned = job.State;
        job.Ask(new DeadlineCame(name)).After(TimeSpan.FromDays(1)).Ask(new DeadlineCame(name));

        job.State.ShouldBe(planned);
        job.State.LastRun.ShouldBe(2);
        job.Journal.OfType<RunPlanned>().Count().ShouldBe(2);
    }

    [Fact]
    public void Rule04_RestorePoints_AreOrderedByCompletionOverRunsNotByCheckpointNumber()
    {
        var job = new JobScenario().Running().Checkpoint(17);
        job.Failed().Due().Running().Checkpoint(3);
        job.Failed().Due();

        job.State.Run!.Restore!.Path.ShouldBe("hdfs:///flink/checkpoints/2/chk-3");
    }

    [Fact]
    public void Rule04_FreshStart_ClosesTheOldLedger()
    {
        var job = new JobScenario().Running().Checkpoint(17).Ask(new KillJob(false, null)).Final(ApplicationState.Killed, FinalStatus.Killed).Ask(new RunConcluded(1, "gone", null, null));
        job.Ask(new StartJob("none")).Running().Failed().Due();

        job.State.Run!.Restore.ShouldBeNull();
        job.State.Ledger.ShouldHaveSingleItem();
    }

    [Fact]
    public void Rule07_NoObservationGapEndsMonitoring()
    {
        var job = new JobScenario().Running();
        var (state, watch) = (job.State, job.Owed.Watches.ShouldHaveSingleItem());

        // Months in which nobody answers: all that reaches the job then are deadlines that it does not owe, and a look that found nothing out.
        job.After(TimeSpan.FromDays(30)).Ask(new DeadlineCame("verifying:1"));
        job.After(TimeSpan.FromDays(30)).Ask(new RunObserved(1, JobScenario.Report(FlinkJobState.Starting, running: 0) with { Exceptions = [] }));

        job.State.Status.ShouldBe(JobStatus.Running);
        job.State.Run!.End.ShouldBeNull();
        (job.State.Phase, job.State.Run.Final).ShouldBe((state.Phase, null));
        job.Owed.Watches.ShouldHaveSingleItem().Key.ShouldBe(watch.Key);
        job.Owed.Deadlines.ShouldBeEmpty();

        // Only a fact ends it, however late it comes.
        job.After(TimeSpan.FromDays(30)).Final(ApplicationState.Finished, FinalStatus.Succeeded).Ask(new RunConcluded(1, "its master said goodbye", null, null));
        job.State.Status.ShouldBe(JobStatus.Finished);
        job.Owed.Watches.ShouldBeEmpty();
    }

    [Fact]
    public void Rule09_EveryTransientState_HasADeadlineAndANextStep()
    {
        foreach (var job in new[]
                 {
                     new JobScenario().Ask(new StartJob(null)),
                     new JobScenario().Submitted(),
                     new JobScenario().Submitted().Ask(new RunAccepted(1)),
                     new JobScenario().Running().Ask(new SuspendJob(false)),
                     new JobScenario().Running().Ask(new KillJob(false, null)),
                     new JobScenario().Running().Failed(),
                     new JobScenario().Running().Final(ApplicationState.Failed, FinalStatus.Failed),
                 })
        {
            var events = job.Journal.Count;
            job.Owed.Deadlines.ShouldNotBeEmpty(job.State.Phase.ToString());
            job.Due();
            job.Journal.Count.ShouldBeGreaterThan(events, job.State.Phase.ToString());
        }
    }

    [Fact]
    public void Rule09_Operator_CanAlwaysForceAnEnd()
    {
        foreach (var job in new[] { new JobScenario().Submitted(), new JobScenario().Running(), new JobScenario().Running().Ask(new SuspendJob(false)), new JobScenario().Running().Ask(new KillJob(false, null)) })
            job.Ask(new KillJob(true, "seen with my own eyes")).State.Status.ShouldBe(JobStatus.Killed);
    }

    [Fact]
    public void Rule10_Claim_IsPartOfTheDecisionAndMarksThePointConsumed()
    {
        var spec = JobScenario.Spec() with { State = new StateSpec { Claim = "CLAIM" } };
        var job = new JobScenario(spec: spec).Running().Checkpoint(1);
        job.Failed().Due();
        job.State.Run!.Restore!.Mode.ShouldBe("CLAIM");
        job.State.Ledger[0].ClaimedBy.ShouldBeNull();

        job.Running().State.Ledger[0].ClaimedBy.ShouldBe(2);
        new JobScenario().Running().Checkpoint(1).Failed().Due().State.Run!.Restore!.Mode.ShouldBe("NO_CLAIM");
    }

    [Fact]
    public void Rule11_CancelledJob_IsStoppedOnlyWhenItsApplicationIsFinal()
    {
        var job = new JobScenario().Running().Ask(new SuspendJob(false));
        job.Ask(new RunStopped(1, job.Savepoint())).Ask(new RunObserved(1, JobScenario.Report(FlinkJobState.Finished, 0)));
        job.State.Status.ShouldBe(JobStatus.Suspending);

        job.Due();

        job.Owed.Effects.ShouldHaveSingleItem().ShouldBeOfType<KillRun>();
        job.Final(ApplicationState.Killed, FinalStatus.Killed).Ask(new RunConcluded(1, "gone", null, null)).State.Status.ShouldBe(JobStatus.Suspended);
    }

    [Fact]
    public void Rule12_FlinkJobId_IsAssignedPerRunAndJob()
    {
        var ids = Enumerable.Range(1, 50).Select(run => RunIdentity.FlinkJob("default", JobScenario.Id, run)).Append(RunIdentity.FlinkJob("default", new JobId("job-other"), 1)).ToList();

        ids.Distinct().Count().ShouldBe(51);
        ids.ShouldAllBe(id => id.Value.Length == 32);
        RunIdentity.FlinkJob("default", JobScenario.Id, 1).ShouldBe(ids[0]);
    }

    [Fact]
    public void Rule12_EachRun_IsSubmittedUnderTheFlinkJobIdThatWasJournaledForIt()
    {
        var job = new JobScenario().Submitted();
        var first = job.Owed.Effects.ShouldHaveSingleItem().ShouldBeOfType<SubmitRun>().Plan.FlinkJob;
        job.Running().Failed().Due().Submitted();
        var second = job.Owed.Effects.ShouldHaveSingleItem().ShouldBeOfType<SubmitRun>().Plan.FlinkJob;

        job.Journal.OfType<RunPlanned>().Select(planned => planned.FlinkJob).ShouldBe([first, second]);
        second.ShouldNotBe(first);
    }

    [Fact]
    public void Rule13_SubmissionIntent_IsPersistedFirstAndARepetitionReusesIt()
    {
        var job = new JobScenario().Submitted();
        var owed = job.Owed.Effects.ShouldHaveSingleItem();

        job.Ask(new RunPrepared(1, new ApplicationId("application_1_9999")));

        job.State.Run!.Application.ShouldBe(job.Application(1));
        job.Owed.Effects.ShouldHaveSingleItem().Key.ShouldBe(owed.Key);
        job.Journal.OfType<SubmissionIntended>().ShouldHaveSingleItem();
    }

    [Fact]
    public void Rule13_SubmissionUnresolved_NoNextRunBeforeItIsSeenFinalOrPastItsExpiry()
    {
        var job = new JobScenario().Submitted();
        job.Due().Due();
        job.State.LastRun.ShouldBe(1);
        job.State.Phase.ShouldBe(JobPhase.Submitting);

        job.Ask(new ApplicationMissing(1, job.Application(1))).State.Phase.ShouldBe(JobPhase.Submitting, "only the submission itself has looked at what it may have left");
        job.Ask(new ApplicationMissing(1, job.Application(1), [])).State.Status.ShouldBe(JobStatus.Restarting);
    }

    [Fact]
    public void Rule17_Ledger_RecordsEveryCompletedCheckpointWithoutASavepoint()
    {
        var job = new JobScenario().Running().Checkpoint(1).Checkpoint(2);
        job.State.Ledger.Length.ShouldBe(1);
        job.State.Ledger[0].Id.Value.ShouldBe("r1-c2");
        job.State.Ledger[0].Proof.ShouldBe(Proof.Unproven);

        job.Failed().Due();

        job.State.Run!.Restore!.Path.ShouldBe("hdfs:///flink/checkpoints/1/chk-2");
    }

    /// <summary>Flink's history has room for 10; while 12 failed it lost sight of those that it retains all the same.</summary>
    [Fact]
    public void Rule17_Ledger_KeepsRetainedCheckpointsThatFailedOnesPushedOutOfTheHistory()
    {
        var job = new JobScenario(spec: JobScenario.Spec() with { State = new StateSpec { Retain = 3 } }).Running();
        var completed = Enumerable.Range(1, 3).Select(id => job.After(TimeSpan.FromSeconds(10)).CheckpointReport(1, id)).ToList();
        job.Ask(new RunObserved(1, JobScenario.Report() with { Completed = [.. completed], LastCompletedId = 3 }));

        job.Ask(new RunObserved(1, JobScenario.Report() with { Completed = [completed[2]], LastCompletedId = 3, LastFailedId = 15 }));
        var next = job.After(TimeSpan.FromSeconds(10)).CheckpointReport(1, 16);
        job.Ask(new RunObserved(1, JobScenario.Report() with { Completed = [next], LastCompletedId = 16, LastFailedId = 15 }));

        // Number 1 is beyond what Flink retains; 2 and 3 are not shown, and lie there.
        job.State.Ledger.Select(p => p.Id.Value).ShouldBe(["r1-c2", "r1-c3", "r1-c16"]);
    }

    [Fact]
    public void Rule17_Ledger_NothingFailed_WhatTheHistoryDoesNotShowIsDropped()
    {
        var job = new JobScenario().Running().Checkpoint(1).Checkpoint(2);

        job.State.Ledger.ShouldHaveSingleItem().Id.Value.ShouldBe("r1-c2");
    }

    [Fact]
    public void Rule18_PointOfANewerFlink_IsRefusedAtPlanTime()
    {
        var job = new JobScenario(spec: JobScenario.Spec() with { FlinkVersion = "2.2" }).Running().Suspended();
        job.Ask(new ChangeSpec(JobScenario.Spec(), 1)).Ask(new StartJob("latest"));

        job.Rejected!.Code.ShouldBe("restore.none-available");
        job.Rejected.Message.ShouldContain("cannot read");
    }

    [Fact]
    public void Rule20_SuspendedJob_IsStillObservedAndWhatShouldNotExistIsKilled()
    {
        var job = new JobScenario().Running().Suspended();

        job.Ask(new ApplicationSeen(job.Sighting(1, ApplicationState.Running)));

        job.State.Status.ShouldBe(JobStatus.Suspended);
        var kill = job.Owed.Effects.ShouldHaveSingleItem().ShouldBeOfType<KillRun>();
        kill.Stray.ShouldBeTrue();
        job.Ask(new ApplicationSeen(job.Sighting(1, ApplicationState.Killed))).Owed.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Rule21_TerminalState_AbsorbsLateNewsAndKillsWhatComesBack()
    {
        var job = new JobScenario().Ask(new StartJob(null));
        job.Ask(new RunPrepared(1, job.Application(1))).Ask(new RunAccepted(1)).Failed(retryable: false);
        job.State.Status.ShouldBe(JobStatus.Failed);

        job.Ask(new RunObserved(1, JobScenario.Report())).Ask(new RunAccepted(1)).State.Status.ShouldBe(JobStatus.Failed);
        job.Ask(new ApplicationSeen(job.Sighting(1, ApplicationState.Running)));

        job.State.Status.ShouldBe(JobStatus.Failed);
        job.Owed.Effects.OfType<KillRun>().ShouldHaveSingleItem().Stray.ShouldBeTrue();
        job.State.Decisions[^1].Kind.ShouldBe("STRAY");
    }

    [Fact]
    public void Rule22_SecondApplicationOfOneRun_IsKilled()
    {
        var job = new JobScenario().Running();
        job.Ask(new ApplicationSeen(job.Sighting(1, ApplicationState.Running) with { Id = new ApplicationId("application_1_7777") }));

        job.State.Status.ShouldBe(JobStatus.Running);
        job.Owed.Effects.OfType<KillRun>().ShouldHaveSingleItem().Application.Value.ShouldBe("application_1_7777");
    }

    [Fact]
    public void RestoreFailed_Twice_NextOlderPointThenAsks()
    {
        var job = new JobScenario(spec: JobScenario.Spec() with { Retry = new RetrySpec { MaxAttempts = 20 } }).Running().Checkpoint(1);
        job.Ask(new RunObserved(1, JobScenario.Report() with { Completed = [job.CheckpointReport(1, 1), job.After(TimeSpan.FromSeconds(5)).CheckpointReport(1, 2)] }));
        job.Failed();
        var tried = new List<string>();
        while (job.State.Status == JobStatus.Restarting)
        {
            job.Due();
            if (job.State.Status == JobStatus.Failed)
                break;
            tried.Add(job.State.Run!.Restore!.Id.Value);
            job.Submitted().Ask(new RunAccepted(job.State.LastRun)).Failed(FailureClass.Restore);
        }

        tried.ShouldBe(["r1-c2", "r1-c2", "r1-c1", "r1-c1"]);
        job.State.Status.ShouldBe(JobStatus.Failed);
        job.Operation(ActorPlatform.Jobs.Operations.OperationKind.Start);
        job.State.Decisions[^1].Reasons[0].ShouldContain("restore");
    }

    [Fact]
    public void NodeLoss_FailedByTheResourceManager_NextRunWaitsForProof()
    {
        var job = new JobScenario().Running().Final(ApplicationState.Failed, FinalStatus.Failed, "node lost");
        job.After(TimeSpan.FromMinutes(5)).Ask(new DeadlineCame("concluding:1"));
        job.State.LastRun.ShouldBe(1);
        job.State.Status.ShouldBe(JobStatus.Running);

        var proof = job.Due().State.Run!.Proof!;
        proof.ShouldContain("passed since");
        job.Ask(new RunConcluded(1, proof, null, null, []));

        job.State.Status.ShouldBe(JobStatus.Restarting);
        job.State.Run!.End!.Proof.ShouldBe(proof);
    }
}
