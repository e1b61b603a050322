using ActorPlatform.Actors.Membership;
using ActorPlatform.Actors.Ownership;

namespace ActorPlatform.Actors.Tests.Membership;

public sealed class NodeAgesTests
{
    private readonly NodeAges _ages = new(TimeSpan.FromSeconds(2));

    [Fact]
    public void Observe_RowDoesNotChange_GrowsOlderFromWhenItWasSeenFirst()
    {
        for (var second = 0; second < 5; second++) _ages.Observe(Rows.Read(second, Rows.Of(1, second), Rows.Of(2, 7)));

        var snapshot = _ages.Observe(Rows.Read(5, Rows.Of(1, 5), Rows.Of(2, 7)));

        Age(snapshot, 2).ShouldBe(5);
        Age(snapshot, 1).ShouldBe(0);
        snapshot.Nodes.Select(node => node.WasSeenAlive).ShouldBe([true, false], "a row is alive only when it was seen to change");
    }

    [Fact]
    public void Observe_RowChanges_IsYoungAgainAndAlive()
    {
        _ages.Observe(Rows.Read(0, Rows.Of(2, 7)));

        var snapshot = _ages.Observe(Rows.Read(1, Rows.Of(2, 8)));

        (Age(snapshot, 2), snapshot.Nodes[0].WasSeenAlive).ShouldBe((0, true));
    }

    /// <summary>Its owner counts from before it sent the renewal, this process from after it read it: never the other way round.</summary>
    [Fact]
    public void Observe_AnswerComesLate_CountsFromTheAnswer()
    {
        _ages.Observe(new NodeReading(1, Rows.At(0), Rows.At(1.5), [Rows.Of(2)]));

        Age(_ages.Observe(Rows.Read(3, Rows.Of(2))), 2).ShouldBe(1.5);
    }

    /// <summary>While nobody can read, nobody can renew: after an outage all rows are old, and each gets the whole time to renew.</summary>
    [Theory]
    [InlineData(30, 0)]
    [InlineData(2.5, 0)]
    [InlineData(1.9, 1.9)]
    public void Observe_AfterAGap_BeginsAllAgesAnew(double gap, double age)
    {
        _ages.Observe(Rows.Read(0, Rows.Of(2), Rows.Of(3)));

        var snapshot = _ages.Observe(Rows.Read(gap, Rows.Of(2), Rows.Of(3)));

        (Age(snapshot, 2), Age(snapshot, 3)).ShouldBe((age, age));
    }

    /// <summary>Negative control: without the rule about gaps an outage of the database makes everybody look dead.</summary>
    [Fact]
    public void Observe_AfterAGapWithoutTheRule_EverybodyLooksDead()
    {
        var careless = new NodeAges(TimeSpan.MaxValue);
        careless.Observe(Rows.Read(0, Rows.Of(1), Rows.Of(2)));

        var verdict = new MembershipJudge(new NodeOptions()).Decide(careless.Observe(Rows.Read(30, Rows.Of(1, 2), Rows.Of(2))), ClusterView.None);

        verdict.Fences.ShouldHaveSingleItem().Victims.ShouldHaveSingleItem().Incarnation.ShouldBe(2);
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(-3600)]
    public void Observe_WallClockIsSet_ChangesNoAge(double wall)
    {
        _ages.Observe(Rows.Read(0, Rows.Of(2)));

        Age(_ages.Observe(new NodeReading(1, Rows.At(1, wall), Rows.At(1, wall), [Rows.Of(2)])), 2).ShouldBe(1);
    }

    /// <summary>The database's clock is only for show: its step neither makes a dead row young nor a living one old.</summary>
    [Theory]
    [InlineData(3600)]
    [InlineData(-3600)]
    public void Observe_ClockOfTheDatabaseIsSet_ChangesNoAge(double step)
    {
        _ages.Observe(Rows.Read(0, Rows.Of(2, 7), Rows.Of(3, 7)));

        var stepped = Rows.Of(2).RenewedAt.AddSeconds(step);
        var snapshot = _ages.Observe(Rows.Read(1, Rows.Of(2, 7) with { RenewedAt = stepped }, Rows.Of(3, 8) with { RenewedAt = stepped }));

        (Age(snapshot, 2), Age(snapshot, 3)).ShouldBe((1, 0));
    }

    [Fact]
    public void Observe_RowIsFenced_CountsAnewBecauseItMayJustHaveBeenRenewed()
    {
        _ages.Observe(Rows.Read(0, Rows.Of(2)));
        _ages.Observe(Rows.Read(1, Rows.Of(2, fenced: true)));

        Age(_ages.Observe(Rows.Read(2, Rows.Of(2, fenced: true))), 2).ShouldBe(1);
    }

    private static double Age(NodeSnapshot snapshot, long incarnation) => snapshot.AgeOf(snapshot.Nodes.Single(node => node.Row.Incarnation == incarnation)).TotalSeconds;
}
