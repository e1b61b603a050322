using System.Collections.Immutable;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Tests.Toys;

namespace ActorPlatform.Actors.Tests.Entities;

/// <summary>A deadline that came while nobody could look waits for a look: once.</summary>
public sealed class EntityMachineLookFirstTests
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private readonly MachineDriver _driver = new(lookFirst: s_minute);

    [Fact]
    public void Recovered_DueCameMeanwhile_IsToldAfterALookOnly()
    {
        var outputs = Load(_driver, dueIn: -TimeSpan.FromMinutes(11));
        outputs.OfType<Output.Arm>().Single().At.ShouldBe(_driver.Now + s_minute);
        outputs.OfType<Output.Start>().ShouldHaveSingleItem();
        outputs.OfType<Output.StartWatch>().ShouldHaveSingleItem();

        Due(TimeSpan.FromSeconds(59)).ShouldBe([new Output.Arm(Errand.GiveUp, _driver.Now.AddSeconds(1))]);
        Due(TimeSpan.FromSeconds(1)).OfType<Output.Persist>().ShouldHaveSingleItem();
    }

    [Fact]
    public void Recovered_TheLookSaysThatItIsDone_TheDeadlineIsGone()
    {
        Load(_driver, dueIn: -s_minute);

        _driver.Handle(new Input.EffectEnded(_driver.Now, "walk:1", new ErrandCommand.Fetch(1, 5)));
        _driver.Store().OfType<Output.Disarm>().ShouldHaveSingleItem();

        Due(s_minute).ShouldBeEmpty();
        _driver.Machine.State.GivenUp.ShouldBe(0);
    }

    [Fact]
    public void Recovered_NothingToWaitFor_IsToldAtOnce()
    {
        var driver = new MachineDriver();
        Load(driver, dueIn: -s_minute);

        driver.Handle(new Input.Due(driver.Now, Errand.GiveUp)).OfType<Output.Persist>().ShouldHaveSingleItem();
    }

    [Fact]
    public void Recovered_DueComesSoonAfter_StillWaitsAWholeLook() =>
        Load(_driver, dueIn: TimeSpan.FromSeconds(1)).OfType<Output.Arm>().Single().At.ShouldBe(_driver.Now + s_minute);

    [Fact]
    public void Recovered_DueIsFar_IsToldAtItsTime() =>
        Load(_driver, dueIn: TimeSpan.FromHours(1)).OfType<Output.Arm>().Single().At.ShouldBe(_driver.Now.AddHours(1));

    [Fact]
    public void RightRegained_DueCameMeanwhile_WaitsForALookOnce()
    {
        Load(_driver, dueIn: TimeSpan.FromHours(1));
        _driver.Handle(new Input.ActDeadlineLost(_driver.Now));
        Due(TimeSpan.FromHours(1)).ShouldBeEmpty();

        _driver.Handle(new Input.ActDeadlineRegained(_driver.Now)).OfType<Output.Persist>().ShouldBeEmpty();
        _driver.Last.OfType<Output.Arm>().Single().At.ShouldBe(_driver.Now + s_minute);

        _driver.Now += s_minute;
        _driver.Handle(new Input.ActDeadlineLost(_driver.Now));
        _driver.Handle(new Input.ActDeadlineRegained(_driver.Now)).OfType<Output.Arm>().ShouldBeEmpty("nothing waits for ever");
        _driver.Handle(new Input.Due(_driver.Now, Errand.GiveUp)).OfType<Output.Persist>().ShouldHaveSingleItem();
    }

    private ImmutableArray<Output> Due(TimeSpan after)
    {
        _driver.Now += after;
        return _driver.Handle(new Input.Due(_driver.Now, Errand.GiveUp));
    }

    private static ImmutableArray<Output> Load(MachineDriver driver, TimeSpan dueIn)
    {
        driver.Owned(MachineDriver.Event(new ErrandEvent.Gone(1, "a", driver.Now + dueIn)));
        return driver.Last;
    }
}
