using ActorPlatform.Actors.Effects;
using Microsoft.Extensions.Time.Testing;

namespace ActorPlatform.Actors.Tests.Effects;

public sealed class EffectPermitTests : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);
    private readonly EffectLanes _lanes = new(new EffectOptions { Concurrency = 1 });
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _stop = new();

    public void Dispose()
    {
        _stop.Dispose();
        _lanes.Dispose();
    }

    [Fact]
    public async Task Pause_LetsAnotherInAndThenWaitsForItsTurn()
    {
        using var permit = await EnterAsync();
        var paused = permit.PauseAsync(s_pause, _time, _stop.Token);
        var other = await EnterAsync();
        _time.Advance(s_pause);
        paused.IsCompleted.ShouldBeFalse("the bound holds for who comes back as well");

        other.Dispose();

        await paused;
        await OnePermitIsLeftAfterAsync(permit);
    }

    [Fact]
    public async Task Pause_Cancelled_ThePermitIsFreeOnce()
    {
        using var permit = await EnterAsync();
        var paused = permit.PauseAsync(s_pause, _time, _stop.Token);

        await _stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(paused);
        await OnePermitIsLeftAfterAsync(permit);
    }

    [Fact]
    public async Task Pause_CancelledWhileItWaitsToComeBack_ThePermitIsFreeOnce()
    {
        using var permit = await EnterAsync();
        var paused = permit.PauseAsync(s_pause, _time, _stop.Token);
        var other = await EnterAsync();
        _time.Advance(s_pause);

        await _stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(paused);
        permit.Dispose();
        await OnePermitIsLeftAfterAsync(other);
    }

    [Fact]
    public async Task Pause_WithoutALane_LastsAsLongAsItSays()
    {
        var paused = new EffectContext("e1", "walk:1", MayHaveHappened: false).PauseAsync(s_pause, _time, CancellationToken.None);

        _time.Advance(s_pause - TimeSpan.FromMilliseconds(1));
        paused.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));

        await paused;
    }

    private async Task OnePermitIsLeftAfterAsync(EffectPermit last)
    {
        last.Dispose();
        last.Dispose();
        using var one = await EnterAsync();
        EnterAsync().IsCompleted.ShouldBeFalse("a permit was given back twice");
    }

    private Task<EffectPermit> EnterAsync() => _lanes.EnterAsync("a", CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
}
