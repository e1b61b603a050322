using System.Collections.Immutable;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Tests.Toys;

namespace ActorPlatform.Actors.Tests.Entities;

public sealed class EntityMachineObligationTests
{
    private readonly MachineDriver _driver = new MachineDriver().Owned();

    [Fact]
    public void Persisted_OwesMore_StartsAfterTheIntentIsDurable()
    {
        var before = _driver.Ask(new ErrandCommand.Go("a", TimeSpan.FromHours(1)));
        before.OfType<Output.Start>().ShouldBeEmpty();

        var after = _driver.Store();

        after.OfType<Output.Start>().Single().ShouldBe(new Output.Start(new Walk(1), MayHaveHappened: false, TimeSpan.Zero));
        after.OfType<Output.Arm>().Single().ShouldBe(new Output.Arm(Errand.GiveUp, _driver.Now.AddHours(1)));
        after.OfType<Output.StartWatch>().Single().Watch.ShouldBe(new Gaze(1, "a"));
    }

    [Fact]
    public void EffectEnded_Owed_EndsWhatWasOwed()
    {
        Go();

        _driver.Handle(new Input.EffectEnded(_driver.Now, "walk:1", new ErrandCommand.Fetch(1, 5)));
        var outputs = _driver.Store();

        _driver.Machine.State.Fetched.ShouldBe(5);
        outputs.OfType<Output.Disarm>().ShouldHaveSingleItem();
        outputs.OfType<Output.StopWatch>().ShouldHaveSingleItem();
        outputs.OfType<Output.Cancel>().ShouldBeEmpty();
        _driver.Machine.IsResting.ShouldBeTrue();
    }

    [Fact]
    public void EffectEnded_NotOwedAnyMore_IsIgnored()
    {
        Go();
        _driver.Do(new ErrandCommand.GiveUp(), "c2");
        _driver.Last.OfType<Output.Cancel>().Single().Key.ShouldBe("walk:1");

        _driver.Handle(new Input.EffectEnded(_driver.Now, "walk:1", new ErrandCommand.Fetch(1, 5))).ShouldBeEmpty();
    }

    [Fact]
    public void EffectEnded_Twice_CountsOnce()
    {
        Go();
        _driver.Handle(new Input.EffectEnded(_driver.Now, "walk:1", new ErrandCommand.Fetch(1, 5)));
        var flight = _driver.Last.OfType<Output.Persist>().Single().Commit;

        _driver.Handle(new Input.EffectEnded(_driver.Now, "walk:1", new ErrandCommand.Fetch(1, 5))).ShouldBeEmpty();

        _driver.Handle(new Input.Persisted(_driver.Now, flight.Id)).OfType<Output.Persist>().ShouldBeEmpty();
    }

    [Fact]
    public void EffectEnded_DecisionRefusesIt_IsStartedAgainLaterAndLaterStill()
    {
        Go();

        var first = Refuse();
        var second = Refuse();

        first.ShouldBe(new Output.Start(new Walk(1), MayHaveHappened: true, TimeSpan.FromSeconds(5)));
        second.After.ShouldBe(TimeSpan.FromSeconds(10));

        Output.Start Refuse() =>
            _driver.Handle(new Input.EffectEnded(_driver.Now, "walk:1", new ErrandCommand.Fetch(1, -1))).OfType<Output.Start>().Single();
    }

    /// <remarks>A run that is still alive is told each minute: with pauses that double, its death, or its life near the end of its time, was seen minutes late.</remarks>
    [Fact]
    public void EffectEnded_OutcomeIsNewsAndLeavesItOwed_IsStartedAgainAfterTheFirstPauseEachTime()
    {
        Go();

        Enumerable.Range(0, 10).Select(_ => Tell()).ShouldAllBe(start => start == new Output.Start(new Walk(1), MayHaveHappened: true, TimeSpan.FromSeconds(5)));

        Output.Start Tell()
        {
            _driver.Handle(new Input.EffectEnded(_driver.Now, "walk:1", new ErrandCommand.Look(1)));
            return _driver.Store().OfType<Output.Start>().Single();
        }
    }

    [Fact]
    public void Recovered_AnyState_StartsExactlyWhatIsOwed()
    {
        Go();
        var reloaded = new MachineDriver();

        var outputs = reloaded.Recover([.. _driver.Journal]);

        outputs.ShouldBe(
        [
            new Output.Arm(Errand.GiveUp, _driver.Now.AddHours(1)),
            new Output.StartWatch(new Gaze(1, "a")),
            new Output.Start(new Walk(1), MayHaveHappened: true, TimeSpan.Zero),
        ]);
    }

    [Fact]
    public void Persisted_WatchChangedUnderItsKey_IsToldToTheChild()
    {
        Go();

        _driver.Do(new ErrandCommand.Move("b"), "c2").OfType<Output.UpdateWatch>().Single().Watch.ShouldBe(new Gaze(1, "b"));
    }

    [Fact]
    public void Due_Owed_TakesEffectOnce()
    {
        Go();
        _driver.Now = _driver.Now.AddHours(1);

        var flight = _driver.Handle(new Input.Due(_driver.Now, Errand.GiveUp)).OfType<Output.Persist>().Single().Commit;
        _driver.Handle(new Input.Due(_driver.Now, Errand.GiveUp)).ShouldBeEmpty();
        _driver.Handle(new Input.Persisted(_driver.Now, flight.Id)).OfType<Output.Persist>().ShouldBeEmpty();

        _driver.Machine.State.GivenUp.ShouldBe(1);
        _driver.Handle(new Input.Due(_driver.Now, Errand.GiveUp)).ShouldBeEmpty();
    }

    [Fact]
    public void Due_TooEarly_IsArmedAgainAndChangesNothing()
    {
        Go();

        _driver.Handle(new Input.Due(_driver.Now.AddMinutes(59), Errand.GiveUp)).ShouldBe([new Output.Arm(Errand.GiveUp, _driver.Now.AddHours(1))]);
    }

    [Fact]
    public void WatchSaid_ManyWhileAWriteIsInFlight_StopsTheChildUntilTheQueueIsShort()
    {
        var driver = new MachineDriver(options => options.InternalInFlight = 8).Owned();
        driver.Do(new ErrandCommand.Go("a", TimeSpan.FromHours(1)));
        for (var said = 0; said < 9; said++) Say(driver);

        Say(driver).ShouldBe([new Output.StopWatch("gaze:1")]);
        Say(driver).ShouldBeEmpty();

        var starts = 0;
        while (driver.Machine.State.Seen < 9) starts += Persist(driver).OfType<Output.StartWatch>().Count();
        starts.ShouldBe(1);
    }

    [Fact]
    public void ActDeadlineLost_EffectRuns_IsCancelledAndLookedForAfterwards()
    {
        Go();

        _driver.Handle(new Input.ActDeadlineLost(_driver.Now)).ShouldBe([new Output.Cancel("walk:1")]);
        _driver.Handle(new Input.ActDeadlineRegained(_driver.Now)).ShouldBe([new Output.Start(new Walk(1), MayHaveHappened: true, TimeSpan.Zero)]);
    }

    private static ImmutableArray<Output> Say(MachineDriver driver)
    {
        var outputs = driver.Handle(new Input.WatchSaid(driver.Now, "gaze:1", new ErrandCommand.Look(1)));
        if (outputs.OfType<Output.Persist>().SingleOrDefault() is { } persist) driver.Journal.Add(persist.Commit);
        return outputs;
    }

    private static ImmutableArray<Output> Persist(MachineDriver driver)
    {
        var outputs = driver.Handle(new Input.Persisted(driver.Now, driver.Journal[^1].Id));
        if (outputs.OfType<Output.Persist>().SingleOrDefault() is { } persist) driver.Journal.Add(persist.Commit);
        return outputs;
    }

    private void Go()
    {
        _driver.Do(new ErrandCommand.Go("a", TimeSpan.FromHours(1)));
    }
}
