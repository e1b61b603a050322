using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Runs;
using ApplicationId = ActorPlatform.Jobs.ApplicationId;

namespace ActorPlatform.Actors.Tests.Jobs.Protocol;

public sealed class DeathProofTests
{
    private const string Once = "Application application_1_0001 failed 1 times (global limit =2; local limit is =1) due to AM Container for appattempt_1_0001_000001 exited with  exitCode: ";

    [Theory]
    [InlineData(Once + "137\nFailing this attempt.", true)]
    [InlineData(Once + "1\nFailing this attempt.", true)]
    [InlineData(Once + "-1000\nFailing this attempt.Diagnostics: File does not exist", true)]
    [InlineData(Once + "-104\nFailing this attempt.", true)]
    [InlineData(Once + "-100\nFailing this attempt.Diagnostics: Container released on a *lost* node", false)]
    [InlineData(Once + "-102\nFailing this attempt.", false)]
    [InlineData("Application application_1_0001 failed 2 times due to AM Container for appattempt_1_0001_000002 exited with  exitCode: 1\n", false)]
    [InlineData("Application application_1_0001 failed 1 times due to ApplicationMaster for attempt appattempt_1_0001_000001 timed out. Failing the application.", false)]
    [InlineData("Application application_1_0001 submitted by user root to unknown queue: nosuch", true)]
    [InlineData("Queue root.default already has 10 applications, cannot accept submission of application: application_1_0001", true)]
    [InlineData(Once + "-100\nThe program said: submitted by user x to unknown queue: y", false)]
    [InlineData("The resource manager does not know the application any more.", false)]
    [InlineData(null, false)]
    public void Of_FailedReport_ProvesDeathOnlyByTheNodeOrWithoutContainer(string? diagnostics, bool proven) =>
        (DeathProof.Of(Report(ApplicationState.Failed, diagnostics)) is not null).ShouldBe(proven);

    [Fact]
    public void Of_Finished_IsTheMastersOwnGoodbye() => DeathProof.Of(Report(ApplicationState.Finished, "")).ShouldNotBeNull();

    [Fact]
    public void Of_Killed_ProvesNothing() => DeathProof.Of(Report(ApplicationState.Killed, Once + "0")).ShouldBeNull();

    private static ApplicationReport Report(ApplicationState state, string? diagnostics) =>
        new(new ApplicationId("application_1_0001"), new JobId("job-1"), 1, state, FinalStatus.Undefined, diagnostics, null, null, null);
}
