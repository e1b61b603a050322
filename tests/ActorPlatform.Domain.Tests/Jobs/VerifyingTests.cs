using System.Collections.Immutable;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Effects;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Retry;

namespace ActorPlatform.Domain.Tests.Jobs;

/// <summary>A run that does not come to run is given up; one that merely could not be seen is not.</summary>
public class VerifyingTests
{
    private static readonly RunReport s_halfway = JobScenario.Report(running: 1);

    [Fact]
    public void Deadline_NobodyLookedSince_NothingIsKilledAndALookIsOwed()
    {
        var job = Accepted().Due();

        job.Owed.Effects.ShouldBeEmpty();
        job.Journal.OfType<KillAsked>().ShouldBeEmpty();
        job.Owed.Watches.ShouldHaveSingleItem().ShouldBeOfType<WatchRun>().TellAll.ShouldBeTrue();
        job.State.Health.ShouldBe(Health.Red);
        job.Due().Due().Journal.OfType<KillAsked>().ShouldBeEmpty("not visible is not dead");
        job.Ask(new KillJob(false, null)).Owed.Effects.ShouldHaveSingleItem().ShouldBeOfType<KillRun>();
    }

    [Fact]
    public void Deadline_ThenSeenRunning_IsStartedAndNothingIsKilled()
    {
        var job = Accepted().Due().Ask(new RunObserved(1, JobScenario.Report()));

        job.State.Status.ShouldBe(JobStatus.Running);
        job.State.Health.ShouldBe(Health.Green);
        job.Owed.Watches.ShouldHaveSingleItem().ShouldBeOfType<WatchRun>().TellAll.ShouldBeFalse();
        job.Journal.OfType<KillAsked>().ShouldBeEmpty();
    }

    /// <summary>The later stages of a batch job wait until the earlier ones have ended, which may take hours.</summary>
    [Fact]
    public void Batch_SomeTasksRun_HasStartedAndIsGreen()
    {
        var spec = JobScenario.Spec() with { FlinkConfig = ImmutableSortedDictionary<string, string>.Empty.Add("execution.runtime-mode", "batch") };
        var job = new JobScenario(spec: spec).Submitted().Ask(new RunAccepted(1)).Ask(new RunObserved(1, s_halfway));

        (job.State.Status, job.State.Health).ShouldBe((JobStatus.Running, Health.Green));
        new JobScenario().Submitted().Ask(new RunAccepted(1)).Ask(new RunObserved(1, s_halfway)).State.Status.ShouldBe(JobStatus.Starting, "a streaming job needs all of them");
    }

    [Fact]
    public void Deadline_ThenSeenNotRunning_IsKilledBeforeTheNextOneIsPlanned()
    {
        var job = Accepted().Ask(new RunObserved(1, s_halfway)).Due().After(TimeSpan.FromSeconds(1)).Ask(new RunObserved(1, s_halfway));
        job.State.Status.ShouldBe(JobStatus.Starting);
        job.Owed.Effects.ShouldHaveSingleItem().ShouldBeOfType<KillRun>();
        job.State.LastRun.ShouldBe(1);
        job.State.Run!.GivenUp!.Summary.ShouldContain("1 of 2");

        job.Final(ApplicationState.Killed, FinalStatus.Killed).Ask(new RunConcluded(1, "gone", null, null));

        job.State.Status.ShouldBe(JobStatus.Restarting);
        job.State.Failure!.Class.ShouldBe(FailureClass.Submission);
    }

    [Fact]
    public void Deadline_ThenSeenWaitingForItsFirstContainer_IsKilledForWantOfResources()
    {
        var job = Accepted().Due();
        job.Ask(new ApplicationSeen(job.Sighting(1, ApplicationState.Accepted)));

        job.Owed.Effects.ShouldHaveSingleItem().ShouldBeOfType<KillRun>();
        job.State.Run!.GivenUp!.Class.ShouldBe(FailureClass.Resources);
    }

    [Theory]
    [InlineData(ApplicationState.Running, false)]
    [InlineData(ApplicationState.Accepted, true)]
    public void Deadline_OnlyTheResourceManagerAnswers_ARunThatHadItsContainerIsLeftAlone(ApplicationState state, bool addressed)
    {
        var job = Accepted();
        if (addressed)
            job.Ask(new ApplicationSeen(job.Sighting(1, ApplicationState.Running) with { RestAddress = "n:1" }));
        job.Due().Ask(new ApplicationSeen(job.Sighting(1, state)));

        job.Journal.OfType<KillAsked>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(FlinkJobState.Finished)]
    [InlineData(FlinkJobState.Failed)]
    public void Deadline_ThenSeenEnded_ItsOwnEndCounts(FlinkJobState state) =>
        Accepted().Due().Ask(new RunObserved(1, JobScenario.Report(state, 0))).Journal.OfType<KillAsked>().ShouldBeEmpty();

    [Fact]
    public void Deadlines_ThatJudgeTheWorld_WaitForALookAndBackOffsDoNot()
    {
        Accepted().Owed.Deadlines.ShouldHaveSingleItem().LookFirst.ShouldBe(TimeSpan.FromMinutes(1));
        new JobScenario().Running().Ask(new SaveJob("NATIVE")).Owed.Deadlines.ShouldHaveSingleItem().LookFirst.ShouldBe(TimeSpan.FromMinutes(1));
        new JobScenario().Running().Failed().Owed.Deadlines.ShouldHaveSingleItem().LookFirst.ShouldBe(TimeSpan.Zero);
    }

    private static JobScenario Accepted() => new JobScenario().Submitted().Ask(new RunAccepted(1));
}
