using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Effects;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Domain.Tests.Jobs;

/// <summary>A run that the resource manager gave up, and whose JobManager still answers, is not dead, however long it lasts.</summary>
public class StillAliveTests
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void NodeLost_JobManagerAnswers_TheTimeOutCountsAnewAndNoOtherRunStarts()
    {
        var job = Lost();
        var first = job.State.Due!.Value;
        for (var minute = 0; minute < 30; minute++)
            job.After(s_minute).Ask(new RunStillAlive(1));

        job.Now.ShouldBeGreaterThan(first);
        job.Ask(new DeadlineCame(job.Owed.Deadlines[0].Name));
        job.State.Run!.End.ShouldBeNull();
        job.State.LastRun.ShouldBe(1);
        job.State.HealthReasons.ShouldHaveSingleItem().ShouldContain("still answers");
        job.Owed.Effects.ShouldHaveSingleItem().ShouldBeOfType<ConcludeRun>().DeadFrom.ShouldBe(job.Now + job.Settings.ContainerTimeout);
        job.Due().State.Run!.Proof!.ShouldContain("answered last");
    }

    // The negative control: the same, and nobody answers.
    [Fact]
    public void NodeLost_NobodyAnswers_IsHeldForDeadByTimeOut() => Lost().Due().State.Run!.Proof!.ShouldContain("ended themselves");

    [Fact]
    public void NodeLost_HeldForDeadByTimeOut_NextRunWaitsForTheLookAtItsCheckpoints()
    {
        var job = Lost().Due();
        job.State.Run!.End.ShouldBeNull();
        var look = job.Owed.Effects.ShouldHaveSingleItem().ShouldBeOfType<ConcludeRun>();
        look.Key.ShouldNotBe(Keys.Conclude(1));
        look.Patient.ShouldBeTrue();
        job.Due().State.Run!.End.ShouldBeNull();
        job.State.HealthReasons.ShouldHaveSingleItem().ShouldContain("as soon as the file system answers");

        job.Ask(new RunConcluded(1, look.Proof!, null, new Failure(FailureClass.Infrastructure, "The node was lost.", null, null, job.Now), [job.CheckpointReport(1, 9)]));

        job.State.Run!.End!.Proof.ShouldBe(look.Proof);
        job.Due().State.Run!.Restore!.Path.ShouldContain("chk-9");
    }

    [Fact]
    public void NodeLost_KilledAndHeldForDeadByTimeOut_ASilentFileSystemHoldsTheKillUpForItsTimeOnly()
    {
        var job = new JobScenario().Running().Checkpoint(1).Ask(new KillJob(false, null)).Final(ApplicationState.Failed, FinalStatus.Failed, "Container released on a *lost* node").Due();
        job.Owed.Effects.ShouldHaveSingleItem().ShouldBeOfType<ConcludeRun>().Patient.ShouldBeFalse();
        var proven = job.Now;

        job.Due().State.Status.ShouldBe(JobStatus.Killed);

        (job.Now - proven).ShouldBe(job.Settings.KillWithin);
        job.State.Run!.End!.Proof.ShouldContain("could not be looked at");
        job.State.Ledger.ShouldHaveSingleItem();
    }

    [Fact]
    public void Kill_JobManagerAnswersOn_TheOperationEndsAndTheRunIsNotCalledDead()
    {
        var job = new JobScenario().Running().Ask(new KillJob(false, null)).Final(ApplicationState.Killed, FinalStatus.Killed);
        job.After(s_minute).Ask(new RunStillAlive(1));
        job.Operation(OperationKind.Kill).State.ShouldBe(OperationState.Running);

        job.After(job.Settings.KillWithin).Ask(new RunStillAlive(1));

        job.Operation(OperationKind.Kill).State.ShouldBe(OperationState.Failed);
        job.State.Status.ShouldBe(JobStatus.Killing);
        job.Ask(new KillJob(true, "its container was ended by hand")).State.Status.ShouldBe(JobStatus.Killed);
    }

    [Fact]
    public void ItsEndIsProven_OrItIsAnother_ChangesNothing()
    {
        var proven = new JobScenario().Running().Final(ApplicationState.Finished, FinalStatus.Succeeded);
        var events = proven.Journal.Count;
        proven.Ask(new RunStillAlive(1)).Journal.Count.ShouldBe(events);
        var timedOut = Lost().Due();
        events = timedOut.Journal.Count;
        timedOut.Ask(new RunStillAlive(1)).Journal.Count.ShouldBe(events);
        Lost().Ask(new RunStillAlive(2)).State.Overdue.ShouldBeFalse();
    }

    private static JobScenario Lost() => new JobScenario().Running().Final(ApplicationState.Failed, FinalStatus.Failed, "Container released on a *lost* node");
}
