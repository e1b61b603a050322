using System.Collections.Immutable;
using ActorPlatform.Actors.Membership;
using ActorPlatform.Actors.Storage.Nodes;

namespace ActorPlatform.Actors.Tests.Membership;

/// <summary>Incarnation 1 starts.</summary>
public sealed class BootstrapRuleTests
{
    private static readonly (NodeRow, double, bool) Self = (Rows.Of(1, joined: false), 0, true);

    [Fact]
    public void Decide_NobodyElse_Forms() => Decide(Self).ShouldBeOfType<BootstrapStep.Form>();

    [Fact]
    public void Decide_OthersHaveNotJoined_Forms() => Decide(Self, (Rows.Of(2, joined: false), 0, true), (Rows.Of(3, joined: false), 60, false)).ShouldBeOfType<BootstrapStep.Form>();

    [Fact]
    public void Decide_LivingMembers_JoinsThoseOnly() => Decide(Self, (Rows.Of(2), 0.4, true), (Rows.Of(3), 0.1, true), (Rows.Of(4), 3, false), (Rows.Of(5, fenced: true), 0, true), (Rows.Of(6, joined: false), 0, true))
        .ShouldBeOfType<BootstrapStep.Join>().Seeds.ToArray().ShouldBe([Rows.AddressOf(2), Rows.AddressOf(3)]);

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Decide_MemberWasNotSeenToChange_Waits(double age) => Decide(Self, (Rows.Of(2), age, false)).ShouldBeOfType<BootstrapStep.Wait>().Why.ShouldContain("incarnation 2");

    /// <summary>Fenced, but for too short a time to be unable to act: a cluster formed now would take its entities over too early.</summary>
    [Fact]
    public void Decide_MemberIsFencedAndNotGone_Waits() => Decide(Self, (Rows.Of(2, fenced: true), 1, true)).ShouldBeOfType<BootstrapStep.Wait>();

    [Fact]
    public void Decide_SameAddressIsThere_WaitsUntilItIsGone()
    {
        var before = Rows.Of(2) with { Address = Rows.AddressOf(1) };

        Decide(Self, (before, 0, true), (Rows.Of(3), 0, true)).ShouldBeOfType<BootstrapStep.Wait>().Why.ShouldContain("node.advertise");
    }

    [Fact]
    public void Decide_NothingRead_Waits() => BootstrapRule.Decide(null, TimeSpan.Zero, 1, Rows.AddressOf(1)).ShouldBeOfType<BootstrapStep.Wait>();

    /// <summary>Found by three nodes that started at once: read before it was this one's turn, the rows lack who formed a cluster meanwhile.</summary>
    [Fact]
    public void Decide_ReadBeforeTheTurn_Waits()
    {
        var snapshot = Rows.Snapshot(Self, (Rows.Of(2, joined: false), 0, true));

        BootstrapRule.Decide(snapshot, snapshot.Sent + TimeSpan.FromMilliseconds(1), 1, Rows.AddressOf(1)).ShouldBeOfType<BootstrapStep.Wait>();
        BootstrapRule.Decide(snapshot, snapshot.Sent, 1, Rows.AddressOf(1)).ShouldBeOfType<BootstrapStep.Form>("the control: by the same rows it would form a second cluster");
    }

    /// <summary>Negative control: freshness by a wall clock takes a dead row whose time lies in the future for a living one, and joins nobody for ever; and spares no living one whose clock is late.</summary>
    [Fact]
    public void Decide_ByWallClock_BelievesTheDead()
    {
        var now = Rows.Of(2).RenewedAt;
        var dead = Rows.Of(2) with { RenewedAt = now.AddHours(1) };
        var living = Rows.Of(3) with { RenewedAt = now.AddHours(-1) };

        new[] { dead, living }.Where(row => now - row.RenewedAt < TimeSpan.FromSeconds(4)).ShouldBe([dead], "what a wall clock says");
        Decide(Self, (dead, 3, false), (living, 0.1, true)).ShouldBeOfType<BootstrapStep.Join>().Seeds.ToArray().ShouldBe([living.Address]);
    }

    private static BootstrapStep Decide(params (NodeRow, double, bool)[] rows) => BootstrapRule.Decide(Rows.Snapshot(rows), TimeSpan.Zero, 1, Rows.AddressOf(1));
}
