using ActorPlatform.Actors.Effects;
using ActorPlatform.Actors.Tests.Toys;
using ActorPlatform.Behaviors;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ActorPlatform.Actors.Tests.Effects;

public sealed class EffectRunnerTests : IDisposable
{
    private static readonly EffectRequest _request = new("e1", new Walk(1), MayHaveHappened: false, TimeSpan.Zero);
    private readonly FakeRight _right = new();
    private readonly FakeTimeProvider _time = new();
    private readonly Walker _walker = new();
    private readonly EffectOptions _options = new() { Concurrency = 1 };
    private readonly EffectRunner _runner;

    public EffectRunnerTests() => _runner = new EffectRunner(
        [_walker], new EffectSurroundings(_right, _options, new Backoff(() => 0.5), _time), NullLogger<EffectRunner>.Instance);

    public void Dispose() => _runner.Dispose();

    [Fact]
    public async Task Run_HandlerTellsAnOutcome_ReturnsIt()
    {
        var run = _runner.RunAsync(_request, CancellationToken.None);
        (await _walker.NextAsync()).End.SetResult("outcome");

        (await run).ShouldBe("outcome");
    }

    [Fact]
    public async Task Run_HandlerThrows_IsCalledAgainAfterAPauseLookingFirst()
    {
        var run = _runner.RunAsync(_request, CancellationToken.None);
        (await _walker.NextAsync()).End.SetException(new IOException("no answer"));

        var second = await NextAfterAsync(_options.Backoff);

        second.Context.MayHaveHappened.ShouldBeTrue();
        second.End.SetResult("outcome");
        (await run).ShouldBe("outcome");
    }

    [Fact]
    public async Task Run_RightIsLost_IsCancelledAndBegunAgainWhenItIsBack()
    {
        var run = _runner.RunAsync(_request, CancellationToken.None);
        var first = await _walker.NextAsync();

        _right.Lose();
        first.Cancelled.IsCancellationRequested.ShouldBeTrue();
        _right.Regain();

        var second = await NextAfterAsync(_options.RightEvery);
        second.Context.MayHaveHappened.ShouldBeTrue();
        second.End.SetResult("outcome");
        (await run).ShouldBe("outcome");
    }

    [Fact]
    public async Task Run_NoRight_DoesNotBegin()
    {
        _right.Lose();
        using var stop = new CancellationTokenSource();
        var run = _runner.RunAsync(_request, stop.Token);
        await Task.Yield();
        _time.Advance(TimeSpan.FromMinutes(1));

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(run);
        _walker.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Run_Cancelled_Ends()
    {
        using var stop = new CancellationTokenSource();
        var run = _runner.RunAsync(_request, stop.Token);
        await _walker.NextAsync();

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(run);
    }

    [Fact]
    public async Task Run_MoreThanMayBeUnderWay_Waits()
    {
        var first = _runner.RunAsync(_request, CancellationToken.None);
        var attempt = await _walker.NextAsync();
        var second = _runner.RunAsync(_request with { Effect = new Walk(2) }, CancellationToken.None);
        _walker.Count.ShouldBe(1);

        attempt.End.SetResult("first");

        (await first).ShouldBe("first");
        (await _walker.NextAsync()).End.SetResult("second");
        (await second).ShouldBe("second");
    }

    [Fact]
    public async Task Run_CancelledWhileItPauses_LeavesItsPermitToAnother()
    {
        using var stop = new CancellationTokenSource();
        var first = _runner.RunAsync(_request, stop.Token);
        var attempt = await _walker.NextAsync();
        var pause = attempt.Context.PauseAsync(TimeSpan.FromHours(1), _time, attempt.Cancelled);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(pause);
        await Should.ThrowAsync<OperationCanceledException>(first);
        var second = _runner.RunAsync(_request with { Effect = new Walk(2) }, CancellationToken.None);
        (await _walker.NextAsync()).End.SetResult("second");
        (await second).ShouldBe("second");
    }

    [Fact]
    public async Task Run_OneLaneFullAndStuck_AnotherProceedsAndTheBoundHolds()
    {
        var stuck = _runner.RunAsync(To(1, "dead"), CancellationToken.None);
        var attempt = await _walker.NextAsync();
        var waiting = _runner.RunAsync(To(2, "dead"), CancellationToken.None);

        var healthy = _runner.RunAsync(To(3, "healthy"), CancellationToken.None);
        var other = await _walker.NextAsync();

        other.Effect.ShouldBe(new Walk(3, "healthy"));
        other.End.SetResult("done");
        (await healthy).ShouldBe("done");
        (_walker.Count, stuck.IsCompleted, waiting.IsCompleted).ShouldBe((2, false, false));
        attempt.End.SetResult("late");
        (await stuck).ShouldBe("late");
        (await _walker.NextAsync()).End.SetResult("at last");
        (await waiting).ShouldBe("at last");
    }

    private static EffectRequest To(int run, string to) => _request with { Effect = new Walk(run, to) };

    // The pause begins on another thread: time goes on until it has been heard.
    private async Task<Walker.Attempt> NextAfterAsync(TimeSpan pause)
    {
        var next = _walker.NextAsync();
        while (!next.IsCompleted)
        {
            _time.Advance(pause);
            await Task.Yield();
        }

        return await next;
    }
}
