using ActorPlatform.Actors.Effects;

namespace ActorPlatform.Actors.Tests.Effects;

public sealed class EffectLanesTests
{
    [Fact]
    public async Task Enter_LaneIsFull_WaitsWhileAnotherLaneHasPermits()
    {
        using var lanes = new EffectLanes(new EffectOptions { Concurrency = 2 });
        using var first = await lanes.EnterAsync("dead", CancellationToken.None);
        var second = await lanes.EnterAsync("dead", CancellationToken.None);
        var third = lanes.EnterAsync("dead", CancellationToken.None);

        using (await lanes.EnterAsync("healthy", CancellationToken.None))
            third.IsCompleted.ShouldBeFalse("the bound of a lane holds, whoever leaves another");

        second.Dispose();
        (await third).Dispose();
    }

    /// <summary>The bound of lanes; and the control of the test above: where two systems share one lane, one does hold the other up.</summary>
    [Fact]
    public async Task Enter_MoreLanesThanMayBe_ThoseBeyondShareOne()
    {
        using var lanes = new EffectLanes(new EffectOptions { Concurrency = 1, Lanes = 1 });
        using var own = await lanes.EnterAsync("a", CancellationToken.None);
        var shared = await lanes.EnterAsync("b", CancellationToken.None);

        var waiting = lanes.EnterAsync("c", CancellationToken.None);

        waiting.IsCompleted.ShouldBeFalse();
        shared.Dispose();
        (await waiting).Dispose();
    }

    [Fact]
    public async Task Enter_NoLongerOwed_LeavesTheQueueAndTakesNoPermit()
    {
        using var lanes = new EffectLanes(new EffectOptions { Concurrency = 1 });
        var first = await lanes.EnterAsync("a", CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var cancelled = lanes.EnterAsync("a", stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(cancelled);
        first.Dispose();
        lanes.EnterAsync("a", CancellationToken.None).IsCompleted.ShouldBeTrue();
    }
}
