using ActorPlatform.Actors.Jobs.Effects;
using ActorPlatform.Actors.Tests.Jobs.Fakes;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Effects;
using ActorPlatform.Jobs.Retry;

namespace ActorPlatform.Actors.Tests.Jobs.Effects;

public sealed class PrepareRunHandlerTests
{
    private readonly EffectFixture _fixture = new();

    [Fact]
    public async Task CarryOut_ClusterReady_HandsOutAnIdAndSubmitsNothing()
    {
        var outcome = await _fixture.CarryOutAsync(new PrepareRunHandler(_fixture.Tools), new PrepareRun("a", EffectFixture.Plan()));
        outcome.ShouldBeOfType<RunPrepared>().Run.ShouldBe(1);
        _fixture.Cluster.Truth.ShouldBeEmpty();
    }

    [Fact]
    public async Task CarryOut_PlanRefused_TellsTheFailure()
    {
        _fixture.Cluster.RefusesPlans = new Failure(FailureClass.Resources, "too much", null, null, _fixture.Time.GetUtcNow(), Retryable: false);
        var outcome = await _fixture.CarryOutAsync(new PrepareRunHandler(_fixture.Tools), new PrepareRun("a", EffectFixture.Plan()));
        outcome.ShouldBeOfType<RunRefused>().Failure.Class.ShouldBe(FailureClass.Resources);
    }

    [Fact]
    public async Task CarryOut_ClusterNotConfigured_RefusesForGood()
    {
        var outcome = await _fixture.CarryOutAsync(new PrepareRunHandler(_fixture.Tools), new PrepareRun("nowhere", EffectFixture.Plan()));
        outcome.ShouldBeOfType<RunRefused>().Failure.Retryable.ShouldBeFalse();
    }

    [Fact]
    public async Task CarryOut_ClusterHangsThenAnswers_WaitsWithGrowingPausesAndSucceeds()
    {
        _fixture.Cluster.Next(FakeCalls.Prepare, new FakeFault.Refused(), new FakeFault.Garbage(), new FakeFault.Hangs(), new FakeFault.Refused());
        var outcome = await _fixture.CarryOutAsync(new PrepareRunHandler(_fixture.Tools), new PrepareRun("a", EffectFixture.Plan()));
        outcome.ShouldBeOfType<RunPrepared>();
        var at = _fixture.Cluster.Calls.Select(c => c.At).ToList();
        (at[2] - at[1]).ShouldBeGreaterThan(at[1] - at[0]);
    }

    [Fact]
    public async Task CarryOut_ClusterNeverAnswers_GoesOnAtABoundedPaceUntilCancelled()
    {
        _fixture.Cluster.Always(new FakeFault.Refused(), FakeCalls.Prepare);
        using var cancelled = new CancellationTokenSource();
        var task = _fixture.StartAsync(new PrepareRunHandler(_fixture.Tools), new PrepareRun("a", EffectFixture.Plan()), cancellationToken: cancelled.Token);
        _fixture.Time.Pass(TimeSpan.FromMinutes(10));
        task.IsCompleted.ShouldBeFalse();
        _fixture.Called(FakeCalls.Prepare).ShouldBeInRange(20, 30);
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => task.WaitAsync(TimeSpan.FromSeconds(60)));
    }
}
