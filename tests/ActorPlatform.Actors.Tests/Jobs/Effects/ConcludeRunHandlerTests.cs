using ActorPlatform.Actors.Jobs.Effects;
using ActorPlatform.Actors.Tests.Jobs.Fakes;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Effects;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Retry;

namespace ActorPlatform.Actors.Tests.Jobs.Effects;

public sealed class ConcludeRunHandlerTests
{
    private const string Trigger = "0123456789abcdef0123456789abcdef";
    private readonly EffectFixture _fixture = new();
    private readonly ConcludeRunHandler _handler;

    public ConcludeRunHandlerTests() => _handler = new ConcludeRunHandler(_fixture.Tools);

    private FakeCluster Cluster => _fixture.Cluster;

    [Fact]
    public async Task CarryOut_MasterSaidGoodbye_IsProofWithoutAProbe()
    {
        Cluster.End(await _fixture.RunningAsync(), ApplicationState.Finished, FinalStatus.Succeeded, null);
        var concluded = await ConcludeAsync();
        concluded.Proof.ShouldContain("goodbye");
        concluded.Failure.ShouldBeNull();
        _fixture.Called(FakeCalls.Probe).ShouldBe(0);
    }

    [Fact]
    public async Task Fact_NodeLost_FailedByTheResourceManagerWhileItLives_IsNoProof()
    {
        var application = await _fixture.RunningAsync();
        Cluster.LoseNode(application, answers: true);
        var task = await StartAsync();
        _fixture.Time.Pass(TimeSpan.FromSeconds(40));
        task.IsCompleted.ShouldBeFalse();
        application.Alive = false;
        var concluded = (RunConcluded)await _fixture.Time.UntilAsync(task, EffectFixture.Long);
        concluded.Proof.ShouldContain("gone");
        concluded.Failure.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(60)]
    [InlineData(0)]
    public async Task Fact_NodeLost_StillAnswers_IsToldBeforeItIsHeldForDead(int minutesLeft)
    {
        Cluster.LoseNode(await _fixture.RunningAsync(), answers: true);
        var task = await StartAsync(deadFrom: _fixture.Time.GetUtcNow() + TimeSpan.FromMinutes(minutesLeft));
        var began = _fixture.Time.GetUtcNow();

        (await _fixture.Time.UntilAsync(task, EffectFixture.Long)).ShouldBe(new RunStillAlive(1));

        (_fixture.Time.GetUtcNow() - began).ShouldBeLessThan(TimeSpan.FromMinutes(minutesLeft == 0 ? 0.5 : 2));
    }

    [Fact]
    public async Task Fact_NodeLostAndSilent_IsNeverProvenHere()
    {
        Cluster.LoseNode(await _fixture.RunningAsync(), answers: false);
        using var cancelled = new CancellationTokenSource();
        var task = await StartAsync(cancellationToken: cancelled.Token);
        _fixture.Time.Pass(TimeSpan.FromMinutes(30));
        task.IsCompleted.ShouldBeFalse();
        await cancelled.CancelAsync();

        // Not in virtual time: cancelling runs on a thread of the pool, and an hour of virtual time may be over before that has its turn.
        await Should.ThrowAsync<OperationCanceledException>(() => task.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task CarryOut_NodeReportedTheExitCode_IsProof()
    {
        Cluster.End(
            await _fixture.RunningAsync(),
            ApplicationState.Failed,
            FinalStatus.Failed,
            "Application application_1 failed 1 times (global limit =2; local limit is =1) due to AM Container for appattempt_1 exited with  exitCode: 137\nFailing this attempt.");
        var concluded = await ConcludeAsync();
        concluded.Proof.ShouldContain("137");
        concluded.Failure!.RootCause!.ShouldContain("IllegalStateException");
        _fixture.Called(FakeCalls.Probe).ShouldBe(0);
    }

    [Fact]
    public async Task CarryOut_Killed_NeedsTheJobManagerGoneButNoFailure()
    {
        var application = await _fixture.RunningAsync();
        Cluster.End(application, ApplicationState.Killed, FinalStatus.Killed, "killed by user");
        application.Alive = true;
        var task = await StartAsync();
        _fixture.Time.Pass(TimeSpan.FromSeconds(5));
        task.IsCompleted.ShouldBeFalse();
        application.Alive = false;
        var concluded = (RunConcluded)await _fixture.Time.UntilAsync(task, EffectFixture.Long);
        concluded.Failure.ShouldBeNull();
    }

    [Fact]
    public async Task Fact_StopAnswerLost_TheSavepointIsFoundInItsFolder()
    {
        var application = await _fixture.RunningAsync();
        await Cluster.TriggerSavepointAsync(EffectFixture.Address(), new SavepointRequest(Trigger, true, false, "CANONICAL"), CancellationToken.None);
        _fixture.Time.Pass(TimeSpan.FromSeconds(3));
        Cluster.End(application, ApplicationState.Finished, FinalStatus.Succeeded, null);
        Cluster.Next(FakeCalls.Find, new FakeFault.Refused(), new FakeFault.Garbage());
        (await ConcludeAsync(Trigger)).StopSavepoint!.ShouldSatisfyAllConditions(s => s.TriggerId.ShouldBe(Trigger), s => s.Savepoint.Path.ShouldContain(Trigger));
    }

    [Fact]
    public async Task CarryOut_EvidenceCannotBeRead_ConcludesWithoutAfterABoundedSearch()
    {
        Cluster.End(await _fixture.RunningAsync(), ApplicationState.Finished, FinalStatus.Failed, null);
        Cluster.Always(new FakeFault.Hangs(), FakeCalls.Failure);
        (await ConcludeAsync()).Failure!.Class.ShouldBe(FailureClass.Unknown);
        _fixture.Called(FakeCalls.Failure).ShouldBe(5);
    }

    [Fact]
    public async Task Crash_BeforeTheOutcome_ReDriveConcludes()
    {
        Cluster.End(await _fixture.RunningAsync(), ApplicationState.Finished, FinalStatus.Failed, null);
        Cluster.CrashAfter(FakeCalls.Failure);
        await Should.ThrowAsync<CrashException>(() => ConcludeAsync());
        (await ConcludeAsync()).Failure.ShouldNotBeNull();
    }

    [Fact]
    public async Task LastLook_CheckpointCompletedAfterTheLastPoll_IsTold()
    {
        var application = await _fixture.RunningAsync();
        application.Checkpoints.Add(new CheckpointReport(9, RestorePointKind.Checkpoint, "hdfs:///flink/checkpoints/x/chk-9", _fixture.Time.GetUtcNow(), 1, null));
        Cluster.End(application, ApplicationState.Finished, FinalStatus.Failed, null);
        Cluster.Next(FakeCalls.Checkpoints, new FakeFault.Refused());

        (await ConcludeAsync()).Checkpoints!.Value.ShouldHaveSingleItem().Id.ShouldBe(9);
    }

    [Fact]
    public async Task LastLook_FileSystemAway_AFailureWaitsForItAndAKillDoesNot()
    {
        Cluster.End(await _fixture.RunningAsync(), ApplicationState.Finished, FinalStatus.Killed, null);
        Cluster.Always(new FakeFault.Hangs(), FakeCalls.Checkpoints);
        (await ConcludeAsync(patient: false)).Checkpoints.ShouldBeNull();

        var task = await StartAsync();
        _fixture.Time.Pass(TimeSpan.FromMinutes(30));
        task.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task LastLook_DeathIsProvenByTime_LooksWithoutAProbeUntilTheFileSystemAnswers()
    {
        var application = await _fixture.RunningAsync();
        application.Checkpoints.Add(new CheckpointReport(9, RestorePointKind.Checkpoint, "hdfs:///flink/checkpoints/x/chk-9", _fixture.Time.GetUtcNow(), 1, null));
        Cluster.LoseNode(application, answers: false);
        Cluster.Always(new FakeFault.Hangs(), FakeCalls.Checkpoints);
        var task = await StartAsync(proof: "Its time has passed.");
        _fixture.Time.Pass(TimeSpan.FromMinutes(30));
        task.IsCompleted.ShouldBeFalse();
        Cluster.Heal();

        var concluded = (await _fixture.Time.UntilAsync(task, EffectFixture.Long)).ShouldBeOfType<RunConcluded>();

        concluded.Proof.ShouldBe("Its time has passed.");
        concluded.Checkpoints!.Value.ShouldHaveSingleItem().Id.ShouldBe(9);
        _fixture.Called(FakeCalls.Probe).ShouldBe(0);
    }

    [Fact]
    public async Task CarryOut_GivenUpByTheEngineAndKilled_IsExplainedAllTheSame()
    {
        Cluster.End(await _fixture.RunningAsync(), ApplicationState.Killed, FinalStatus.Killed, "killed by us");

        (await ConcludeAsync(explain: true)).Failure.ShouldNotBeNull();
    }

    private async Task<RunConcluded> ConcludeAsync(string? trigger = null, bool explain = false, bool patient = true) =>
        (await _fixture.Time.UntilAsync(await StartAsync(trigger, explain, patient), EffectFixture.Long)).ShouldBeOfType<RunConcluded>();

    private async Task<Task<object>> StartAsync(string? trigger = null, bool explain = false, bool patient = true, DateTimeOffset? deadFrom = null, string? proof = null, CancellationToken cancellationToken = default)
    {
        var found = (ApplicationLookup.Found)await Cluster.LookUpAsync(EffectFixture.Application, CancellationToken.None);
        var effect = new ConcludeRun("a", EffectFixture.Address(), found.Report, trigger is null ? [] : [trigger, "another"], explain, patient, deadFrom ?? DateTimeOffset.MaxValue, proof);
        return _fixture.StartAsync(_handler, effect, mayHaveHappened: true, cancellationToken);
    }
}
