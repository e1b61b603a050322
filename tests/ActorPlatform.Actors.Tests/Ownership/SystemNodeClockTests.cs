using ActorPlatform.Actors.Ownership;

namespace ActorPlatform.Actors.Tests.Ownership;

public sealed class SystemNodeClockTests
{
    [Fact]
    public void Now_TwoCalls_GoesOnByBothClocks()
    {
        var clock = new SystemNodeClock(TimeProvider.System);
        var first = clock.Now;

        var second = clock.Now;

        second.SinceBoot.ShouldBeGreaterThanOrEqualTo(first.SinceBoot);
        first.SinceBoot.ShouldBeGreaterThan(TimeSpan.Zero);
        first.ElapsedUntil(second).ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Validate_ActForShorterThanThreeRenewals_IsRefused()
    {
        var options = new NodeOptions { RenewEvery = TimeSpan.FromSeconds(2), ActFor = TimeSpan.FromSeconds(5), FenceAfter = TimeSpan.FromSeconds(6) };

        options.Validate(new(options)).ShouldHaveSingleItem().ErrorMessage!.ShouldContain("act-for");
    }

    [Fact]
    public void Validate_FencedWhileItMayStillAct_IsRefused()
    {
        var options = new NodeOptions { ActFor = TimeSpan.FromSeconds(6), FenceAfter = TimeSpan.FromSeconds(6.1) };

        options.Validate(new(options)).ShouldHaveSingleItem().ErrorMessage!.ShouldContain("fence-after");
    }
}
