using ActorPlatform.Actors.Jobs.Effects;
using ActorPlatform.Actors.Tests.Jobs.Fakes;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Effects;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Actors.Tests.Jobs.Effects;

public sealed class StopRunHandlerTests
{
    private const string Trigger = "0123456789abcdef0123456789abcdef";
    private readonly EffectFixture _fixture = new();
    private readonly StopRunHandler _handler;
    private readonly StopRun _stop = new("a", EffectFixture.Address(), new SavepointRequest(Trigger, Stop: true, Drain: false, "CANONICAL"));
    private readonly TakeSavepoint _take = new("a", EffectFixture.Address(), new SavepointRequest(Trigger, Stop: false, Drain: false, "NATIVE"));

    public StopRunHandlerTests() => _handler = new StopRunHandler(_fixture.Tools);

    private FakeCluster Cluster => _fixture.Cluster;

    [Fact]
    public async Task CarryOut_AllWell_TakesTheLocationAtTheFirstCompleted()
    {
        await _fixture.RunningAsync();
        var stopped = (await StopAsync()).ShouldBeOfType<RunStopped>();
        stopped.Savepoint.Path.ShouldContain(Trigger);
        _fixture.Called(FakeCalls.Trigger).ShouldBe(1);
        _fixture.Called(FakeCalls.Find).ShouldBe(0);
    }

    [Fact]
    public async Task Fact_ResultCanBeReadOnce_LostAnswerIsFoundInTheTriggersFolder()
    {
        await _fixture.RunningAsync();
        var task = _fixture.StartAsync(_handler, _stop);
        _fixture.Time.Pass(TimeSpan.FromSeconds(1));
        Cluster.Always(new FakeFault.AnswerLost(), FakeCalls.Savepoint);
        (await _fixture.Time.UntilAsync(task, EffectFixture.Long)).ShouldBeOfType<RunStopped>();
        _fixture.Called(FakeCalls.Trigger).ShouldBe(1);
    }

    [Fact]
    public async Task Fact_ReDrivenAfterTheStop_ReadsThePendingResultSoThatTheApplicationEnds()
    {
        var application = await _fixture.RunningAsync();
        await Cluster.TriggerSavepointAsync(_stop.Run, _stop.Request, CancellationToken.None);
        _fixture.Time.Pass(TimeSpan.FromSeconds(3));
        Cluster.Calls.Clear();
        (await StopAsync(mayHaveHappened: true)).ShouldBeOfType<RunStopped>();
        application.Triggers[Trigger].Read.ShouldBeTrue();
        application.Alive.ShouldBeFalse();
        _fixture.Called(FakeCalls.Trigger).ShouldBe(0);
    }

    [Fact]
    public async Task CarryOut_ReDrivenAndNeverTriggered_Triggers()
    {
        await _fixture.RunningAsync();
        (await StopAsync(mayHaveHappened: true)).ShouldBeOfType<RunStopped>();
        _fixture.Called(FakeCalls.Trigger).ShouldBe(1);
    }

    [Fact]
    public async Task CarryOut_ReDrivenWhenAllIsOver_FindsTheSavepoint()
    {
        var application = await _fixture.RunningAsync();
        await Cluster.TriggerSavepointAsync(_stop.Run, _stop.Request, CancellationToken.None);
        _fixture.Time.Pass(TimeSpan.FromSeconds(3));
        Cluster.End(application, ApplicationState.Finished, FinalStatus.Succeeded, null);
        (await StopAsync(mayHaveHappened: true)).ShouldBeOfType<RunStopped>().Savepoint.Path.ShouldContain(Trigger);
    }

    [Fact]
    public async Task CarryOut_AnswerOfTheTriggerLost_IsOneSavepoint()
    {
        var application = await _fixture.RunningAsync();
        Cluster.Next(FakeCalls.Trigger, new FakeFault.AnswerLost());
        (await StopAsync()).ShouldBeOfType<RunStopped>();
        application.Triggers.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FailPoint_AfterTrigger_IsPassedAlsoWithoutAnAnswerButNotWhenNothingWasSent(bool stop)
    {
        await _fixture.RunningAsync();
        Cluster.Next(FakeCalls.Trigger, new FakeFault.Refused(), new FakeFault.AnswerLost());
        List<string> passed = [];
        FailPoints.Armed.Value = passed.Add;

        if (stop)
            (await StopAsync()).ShouldBeOfType<RunStopped>();
        else
            (await _fixture.CarryOutAsync(new TakeSavepointHandler(_fixture.Tools), _take)).ShouldBeOfType<SavepointTaken>();

        passed.ShouldBe(stop ? ["stop:after-trigger", "stop:after-completed"] : ["savepoint:after-trigger"]);
        _fixture.Called(FakeCalls.Trigger).ShouldBe(2);
    }

    [Fact]
    public async Task CarryOut_FlinkSaysFailed_TellsTheCause()
    {
        await _fixture.RunningAsync();
        Cluster.FailsSavepoints = "Checkpoint was declined";
        (await StopAsync()).ShouldBe(new StopFailed(1, "Checkpoint was declined", null));
    }

    [Fact]
    public async Task CarryOut_FlinkSaysFailedButTheSavepointWasWritten_TellsBoth()
    {
        await _fixture.RunningAsync();
        (Cluster.FailsSavepoints, Cluster.WritesFailedSavepoints) = ("StopWithSavepointStoppingException", true);
        (await StopAsync()).ShouldBeOfType<StopFailed>().Savepoint.ShouldNotBeNull();
    }

    [Fact]
    public async Task CarryOut_FailedAndHdfsAway_TellsTheFailureAfterABoundedSearch()
    {
        await _fixture.RunningAsync();
        Cluster.FailsSavepoints = "HDFS is away";
        Cluster.Always(new FakeFault.Refused(), FakeCalls.Find);
        (await StopAsync()).ShouldBe(new StopFailed(1, "HDFS is away", null));
        _fixture.Called(FakeCalls.Find).ShouldBe(5);
    }

    [Fact]
    public async Task CarryOut_JobManagerReplaced_IsAskedAgainUnderTheSameTrigger()
    {
        var application = await _fixture.RunningAsync();
        var task = _fixture.StartAsync(_handler, _stop);
        _fixture.Time.Pass(TimeSpan.FromSeconds(1));
        FakeCluster.ReplaceMaster(application);
        (await _fixture.Time.UntilAsync(task, EffectFixture.Long)).ShouldBeOfType<RunStopped>();
        application.Triggers.Keys.ShouldBe([Trigger]);
    }

    [Fact]
    public async Task Rule07_NobodyAnswers_NothingIsReportedUntilItIsKnown()
    {
        await _fixture.RunningAsync();
        Cluster.Always(new FakeFault.Hangs(), [.. FakeCalls.OfJobManager, .. FakeCalls.OfFileSystem]);
        using var cancelled = new CancellationTokenSource();
        var task = _fixture.StartAsync(_handler, _stop, cancellationToken: cancelled.Token);
        _fixture.Time.Pass(TimeSpan.FromMinutes(30));
        task.IsCompleted.ShouldBeFalse();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => task.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task Crash_AfterTheTrigger_ReDriveEndsWithOneSavepoint()
    {
        var application = await _fixture.RunningAsync();
        Cluster.CrashAfter(FakeCalls.Trigger);
        await Should.ThrowAsync<CrashException>(() => StopAsync());
        (await StopAsync(mayHaveHappened: true)).ShouldBeOfType<RunStopped>();
        application.Triggers.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Crash_AfterCompletedWasRead_ReDriveFindsTheSavepoint()
    {
        var application = await _fixture.RunningAsync();
        Cluster.CrashAfter(FakeCalls.Savepoint, answer => answer is SavepointProgress.Completed);
        await Should.ThrowAsync<CrashException>(() => StopAsync());
        application.Alive.ShouldBeFalse();
        (await StopAsync(mayHaveHappened: true)).ShouldBeOfType<RunStopped>().Savepoint.Path.ShouldContain(Trigger);
    }

    [Fact]
    public async Task TakeSavepoint_AllWell_TheRunGoesOn()
    {
        var application = await _fixture.RunningAsync();
        var taken = await _fixture.CarryOutAsync(new TakeSavepointHandler(_fixture.Tools), _take);
        taken.ShouldBeOfType<SavepointTaken>().TriggerId.ShouldBe(Trigger);
        application.Alive.ShouldBeTrue();
    }

    [Fact]
    public async Task TakeSavepoint_Fails_TellsTheCause()
    {
        await _fixture.RunningAsync();
        Cluster.FailsSavepoints = "disk full";
        (await _fixture.CarryOutAsync(new TakeSavepointHandler(_fixture.Tools), _take)).ShouldBe(new SavepointFailed(Trigger, "disk full"));
    }

    private Task<object> StopAsync(bool mayHaveHappened = false) => _fixture.CarryOutAsync(_handler, _stop, mayHaveHappened);
}
