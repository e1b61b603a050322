using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Domain.Tests.Jobs;

public class HealthTests
{
    private readonly JobScenario _job = new JobScenario().Running();

    [Fact]
    public void Observed_CheckpointsFailedBeforeTheFirstCompletedOne_IsNoAlarm()
    {
        Look(completed: 0, failed: 8);

        _job.State.Health.ShouldBe(Health.Green);
        _job.Journal.OfType<HealthChanged>().ShouldBeEmpty();
    }

    [Fact]
    public void Observed_CheckpointsFailAfterTheFirstCompletedOne_IsYellowUntilTheNextCompletes()
    {
        Look(completed: 9, failed: 8);
        _job.State.Health.ShouldBe(Health.Green);

        Look(completed: 9, failed: 10);
        _job.State.Health.ShouldBe(Health.Yellow);
        _job.State.HealthReasons.ShouldHaveSingleItem().ShouldContain("after number 9");

        Look(completed: 14, failed: 13);
        (_job.State.Health, _job.State.HealthReasons.Length).ShouldBe((Health.Green, 0));
    }

    /// <summary>A job whose checkpoints fail for hours costs one commit, not one for each.</summary>
    [Fact]
    public void Observed_CheckpointsGoOnFailing_IsToldOnce()
    {
        for (var failed = 10; failed < 500; failed++)
            Look(completed: 9, failed);

        _job.Journal.OfType<HealthChanged>().ShouldHaveSingleItem();
    }

    [Fact]
    public void Observed_RestartsWhileCheckpointsFail_TellsBoth()
    {
        _job.Ask(new RunObserved(1, JobScenario.Report(FlinkJobState.Restarting, running: 0) with { LastCompletedId = 9, LastFailedId = 10 }));

        _job.State.HealthReasons.Length.ShouldBe(2);
    }

    private void Look(long completed, long failed) =>
        _job.After(TimeSpan.FromSeconds(10)).Ask(new RunObserved(1, JobScenario.Report() with { LastCompletedId = completed, LastFailedId = failed }));
}
