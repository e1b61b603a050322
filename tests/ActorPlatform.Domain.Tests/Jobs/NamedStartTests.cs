using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Domain.Tests.Jobs;

/// <summary>A restore point that the caller names is kept by the runs that follow by themselves: what was passed over may be poisoned.</summary>
public class NamedStartTests
{
    private const string Older = "r1-c1";
    private const string Named = "r1-c5";
    private const string Poisoned = "r1-c90";

    private readonly JobScenario _job = Killed();

    [Fact]
    public void Start_PointNamed_FailsBeforeItsFirstCheckpoint_RetriesFromThatPoint()
    {
        _job.Ask(new StartJob(Named));
        for (var retry = 0; retry < 3; retry++)
        {
            Restored().ShouldBe(Named);
            _job.Submitted().Ask(new RunAccepted(_job.State.LastRun)).Failed(FailureClass.Infrastructure).Due();
        }

        Restored().ShouldBe(Named);
        _job.State.Decisions[^1].Candidates.Single(c => c.Id == Poisoned).Why.ShouldContain("passed over");
    }

    [Fact]
    public void Start_PointNamed_FailsAfterItsFirstCheckpoint_RetriesFromItsOwn()
    {
        _job.Ask(new StartJob(Named)).Running().Checkpoint(6).Failed().Due();

        Restored().ShouldBe("r2-c6");
    }

    [Fact]
    public void Start_PointNamed_OwnPointsCannotBeRestored_GoesBackToTheNamedThenToOlderOnesThenAsks()
    {
        _job.Ask(new StartJob(Named)).Running().Checkpoint(6).Failed();
        var tried = new List<string>();
        while (_job.Due().State.Status == JobStatus.Starting)
        {
            tried.Add(Restored());
            _job.Submitted().Ask(new RunAccepted(_job.State.LastRun)).Failed(FailureClass.Restore);
        }

        tried.ShouldBe(["r2-c6", "r2-c6", Named, Named, Older, Older]);
        _job.State.Status.ShouldBe(JobStatus.Failed);
    }

    [Fact]
    public void Start_PointNamed_FailsForGood_TheNextStartDoesNotTakeThePassedOverOneUnlessToldTo()
    {
        _job.Ask(new StartJob(Named)).Submitted().Ask(new RunAccepted(2)).Failed(retryable: false).Ask(new StartJob(null));
        Restored().ShouldBe(Named);

        _job.Submitted().Ask(new RunAccepted(3)).Failed(retryable: false).Ask(new StartJob("latest"));
        Restored().ShouldBe(Poisoned);
        _job.Submitted().Ask(new RunAccepted(4)).Failed(FailureClass.Infrastructure).Due();
        Restored().ShouldBe(Poisoned);
    }

    [Fact]
    public void Start_PointNamedFromBeforeAFreshStart_RetriesFromThatPoint()
    {
        _job.Ask(new StartJob("none")).Running().Checkpoint(1).Ask(new KillJob(false, null)).Final(ApplicationState.Killed, FinalStatus.Killed).Ask(new RunConcluded(2, "gone", null, null));
        _job.Ask(new StartJob(Named)).Submitted().Ask(new RunAccepted(3)).Failed(FailureClass.Infrastructure).Due();

        Restored().ShouldBe(Named);
    }

    [Fact]
    public void Start_NoneAfterANamedPoint_StaysFresh()
    {
        _job.Ask(new StartJob(Named)).Submitted().Ask(new RunAccepted(2)).Failed(retryable: false).Ask(new StartJob("none"));
        _job.Submitted().Ask(new RunAccepted(3)).Failed(FailureClass.Infrastructure).Due();

        _job.State.Run!.Restore.ShouldBeNull();
        _job.State.NamedStart.ShouldBeNull();
    }

    /// <summary>Two restores from it had failed; the caller insists, and the first node that breaks must not overrule that.</summary>
    [Fact]
    public void Start_DistrustedPointNamed_FailsByInfrastructure_RetriesFromThatPoint()
    {
        _job.Ask(new StartJob(Poisoned));
        for (var restore = 0; restore < _job.Settings.RestoresPerPoint; restore++)
            _job.Submitted().Ask(new RunAccepted(_job.State.LastRun)).Failed(FailureClass.Restore).Due();
        Restored().ShouldBe(Named);
        _job.Submitted().Ask(new RunAccepted(_job.State.LastRun)).Failed(retryable: false).Ask(new StartJob(Poisoned));

        _job.Submitted().Ask(new RunAccepted(_job.State.LastRun)).Failed(FailureClass.Infrastructure).Due();

        Restored().ShouldBe(Poisoned);
    }

    private static JobScenario Killed()
    {
        var job = new JobScenario(spec: JobScenario.Spec() with { Retry = new RetrySpec { MaxAttempts = 20 } }).Running();
        CheckpointReport[] shown = [Completed(job, 1), Completed(job, 5), Completed(job, 90)];
        job.Ask(new RunObserved(1, JobScenario.Report() with { Completed = [.. shown], LastCompletedId = 90 }));
        return job.Ask(new KillJob(false, null)).Final(ApplicationState.Killed, FinalStatus.Killed).Ask(new RunConcluded(1, "gone", null, null));
    }

    private static CheckpointReport Completed(JobScenario job, int id) => job.After(TimeSpan.FromSeconds(10)).CheckpointReport(1, id);

    private string Restored() => _job.State.Run!.Restore!.Id.Value;
}
