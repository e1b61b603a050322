using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Domain.Tests.Jobs;

public sealed class NextActionTests
{
    private static readonly DateTimeOffset s_due = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData(JobPhase.Preparing)]
    [InlineData(JobPhase.Submitting)]
    [InlineData(JobPhase.Verifying)]
    [InlineData(JobPhase.Stopping)]
    [InlineData(JobPhase.Concluding)]
    [InlineData(JobPhase.BackingOff)]
    public void Of_TransientPhase_SaysWhatAndWhen(JobPhase phase)
    {
        var next = NextAction.Of(new JobState { Phase = phase, LastRun = 4, Due = s_due });

        next.ShouldNotBeNull().At.ShouldBe(s_due);
        next.Action.ShouldContain(phase == JobPhase.BackingOff ? "run 5" : "run 4");
    }

    [Fact]
    public void Of_AtRest_IsNothing() => NextAction.Of(new JobState { Status = JobStatus.Running, LastRun = 4 }).ShouldBeNull();

    [Fact]
    public void Of_StrayAlive_SaysThatItIsKilled()
    {
        var state = new JobState { Status = JobStatus.Killed, LastRun = 4, Strays = [new Stray(3, "a", new ActorPlatform.Jobs.ApplicationId("application_1_0001"))] };

        NextAction.Of(state).ShouldNotBeNull().Action.ShouldStartWith("Kill application_1_0001");
    }

    [Fact]
    public void Of_SavepointInWork_NamesTheOperationAndItsDeadline()
    {
        var pending = new PendingSavepoint(new OperationId("op-1"), 4, "t", "NATIVE", s_due);

        var next = NextAction.Of(new JobState { Status = JobStatus.Running, LastRun = 4, Savepoints = [pending] });

        next.ShouldNotBeNull().Action.ShouldContain("op-1");
        next.At.ShouldBe(s_due);
    }
}
