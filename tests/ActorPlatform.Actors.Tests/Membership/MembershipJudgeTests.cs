using ActorPlatform.Actors.Membership;
using ActorPlatform.Actors.Ownership;
using ActorPlatform.Actors.Storage.Nodes;

namespace ActorPlatform.Actors.Tests.Membership;

/// <summary>Incarnation 1 judges.</summary>
public sealed class MembershipJudgeTests
{
    private static readonly (NodeRow, double, bool) Self = (Rows.Of(1), 0, true);

    private readonly MembershipJudge _judge = new(new NodeOptions());

    [Theory]
    [InlineData(4.2, false)]
    [InlineData(4.25, true)]
    public void Decide_RowStandsStill_IsFencedAfterTheLimitUnlessItRenews(double age, bool fenced)
    {
        var verdict = _judge.Decide(Rows.Snapshot(Self, (Rows.Of(2, 7), age, true)), Rows.View(Rows.Member(2)));

        verdict.IsNothing.ShouldBe(!fenced);
        if (fenced) verdict.Fences.ShouldHaveSingleItem().Victims.ToArray().ShouldBe([new FenceVictim(2, 7)]);
    }

    [Fact]
    public void Decide_NotJoinedAndSilent_IsFencedToo() =>
        _judge.Decide(Rows.Snapshot(Self, (Rows.Of(2, joined: false), 5, false)), Rows.View()).Fences.ShouldHaveSingleItem().By.ShouldBe(1);

    [Fact]
    public void Decide_OwnRowLooksOld_IsNotFencedByItself() => _judge.Decide(Rows.Snapshot((Rows.Of(1), 60, true)), Rows.View()).IsNothing.ShouldBeTrue();

    /// <summary>A pause of three seconds: marked unreachable by the failure detector, and nothing moves.</summary>
    [Fact]
    public void Decide_UnreachableForThreeSeconds_MovesNothing()
    {
        for (var second = 0.0; second <= 3; second += 0.4)
            _judge.Decide(At(second, (Rows.Of(1), 0), (Rows.Of(2), second)), Rows.View(Rows.Member(2, reachable: false))).IsNothing.ShouldBeTrue();
    }

    [Fact]
    public void Decide_MemberIsFencedButMayStillAct_IsNotDowned() =>
        _judge.Decide(Rows.Snapshot(Self, (Rows.Of(2, fenced: true), 4, true)), Rows.View(Rows.Member(2, reachable: false))).IsNothing.ShouldBeTrue();

    [Fact]
    public void Decide_FencedForLong_HasEnded() =>
        _judge.Decide(Rows.Snapshot(Self, (Rows.Of(2, fenced: true), 4.25, true)), Rows.View(Rows.Member(2))).Ended.ToArray().ShouldBe([2L]);

    [Fact]
    public void Decide_RowIsGone_MemberIsDownedOnce()
    {
        _judge.Decide(Rows.Snapshot(Self), Rows.View(Rows.Member(2))).Down.ToArray().ShouldBe([Rows.AddressOf(2)]);
        _judge.Decide(Rows.Snapshot(Self), Rows.View(Rows.Member(2, down: true))).IsNothing.ShouldBeTrue();
    }

    [Fact]
    public void Decide_RowOfTheNextIncarnationAtTheSameAddress_DoesNotKeepTheFormerMember()
    {
        var next = Rows.Of(3) with { Address = Rows.AddressOf(2) };

        _judge.Decide(Rows.Snapshot(Self, (next, 0, true)), Rows.View(Rows.Member(2))).Down.ToArray().ShouldBe([Rows.AddressOf(2)]);
    }

    [Theory]
    [InlineData(7.5, false)]
    [InlineData(8, true)]
    public void Decide_UnreachableButRenewing_IsAPartition(double seconds, bool fenced)
    {
        var view = Rows.View(Rows.Member(2), Rows.Member(3, reachable: false));
        _judge.Decide(At(0, (Rows.Of(1), 0), (Rows.Of(2), 0), (Rows.Of(3), 0)), view).IsNothing.ShouldBeTrue();

        var verdict = _judge.Decide(At(seconds, (Rows.Of(1), 0), (Rows.Of(2), 0), (Rows.Of(3), 0)), view);

        verdict.Fences.SelectMany(order => order.Victims).ShouldBe(fenced ? [new FenceVictim(3, null)] : []);
    }

    [Fact]
    public void Decide_ReachableInBetween_CountsAnew()
    {
        var cut = Rows.View(Rows.Member(2, reachable: false));
        _judge.Decide(At(0, (Rows.Of(1), 0), (Rows.Of(2), 0)), cut);
        _judge.Decide(At(5, (Rows.Of(1), 0), (Rows.Of(2), 0)), Rows.View(Rows.Member(2)));

        _judge.Decide(At(9, (Rows.Of(1), 0), (Rows.Of(2), 0)), cut).IsNothing.ShouldBeTrue();
    }

    /// <summary>It joined the other side after the cut, so this side has never heard of it; it must not go on alone when the others there are gone.</summary>
    [Fact]
    public void Decide_JoinedTheOtherSideAfterTheCut_IsOnTheOtherSide()
    {
        var view = Rows.View(Rows.Member(2));
        _judge.Decide(At(0, (Rows.Of(1), 0), (Rows.Of(2), 0), (Rows.Of(9), 0)), view);

        _judge.Decide(At(8, (Rows.Of(1), 0), (Rows.Of(2), 0), (Rows.Of(9), 0)), view).Fences.SelectMany(order => order.Victims).ShouldBe([new FenceVictim(9, null)]);
    }

    [Fact]
    public void Decide_SelfIsNotUp_JudgesNoPartition()
    {
        var view = new ClusterView(false, [Rows.Member(2, reachable: false)]);
        _judge.Decide(At(0, (Rows.Of(1), 0), (Rows.Of(2), 0)), view);

        _judge.Decide(At(60, (Rows.Of(1), 0), (Rows.Of(2), 0)), view).IsNothing.ShouldBeTrue();
    }

    private static NodeSnapshot At(double now, params (NodeRow Row, double Age)[] rows) => new(
        1, TimeSpan.FromSeconds(now), TimeSpan.FromSeconds(now), [.. rows.Select(row => new NodeAge(row.Row, TimeSpan.FromSeconds(now - row.Age), true))]);
}
