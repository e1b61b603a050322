using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Tests.Toys;

namespace ActorPlatform.Actors.Tests.Entities;

public sealed class EntityMachineClaimTests
{
    private readonly MachineDriver _driver = new();

    [Fact]
    public void Asked_NotClaimed_ClaimsBeforeItDecides()
    {
        _driver.Recover();

        _driver.Ask(new ErrandCommand.Add(1));

        var claim = _driver.Last.ShouldHaveSingleItem().ShouldBeOfType<Output.Persist>().Commit;
        claim.Claim.ShouldBe(MachineDriver.Incarnation);
        claim.CommandId.ShouldBeNull();
        _driver.Store().OfType<Output.Persist>().Single().Commit.CommandId.ShouldBe("c1");
    }

    [Fact]
    public void Recovered_OwesAnEffect_ClaimsBeforeItActs()
    {
        var outputs = _driver.Recover(MachineDriver.Claim(6), MachineDriver.Event(new ErrandEvent.Gone(1, "a", _driver.Now.AddHours(1))));

        outputs.OfType<Output.Start>().ShouldBeEmpty();
        outputs.OfType<Output.Persist>().Single().Commit.Claim.ShouldBe(MachineDriver.Incarnation);
        _driver.Store().OfType<Output.Start>().Single().ShouldBe(new Output.Start(new Walk(1), MayHaveHappened: true, TimeSpan.Zero));
    }

    [Fact]
    public void Recovered_OwesNoEffect_WritesNothing()
    {
        _driver.Recover(MachineDriver.Claim(6), MachineDriver.Event(new ErrandEvent.Added(1))).ShouldBeEmpty();
        _driver.Machine.State.Fetched.ShouldBe(1);
    }

    [Fact]
    public void Recovered_OwnClaimStands_ActsAtOnce()
    {
        var outputs = _driver.Recover(MachineDriver.Claim(MachineDriver.Incarnation), MachineDriver.Event(new ErrandEvent.Gone(1, "a", _driver.Now.AddHours(1))));

        outputs.OfType<Output.Persist>().ShouldBeEmpty();
        outputs.OfType<Output.Start>().ShouldHaveSingleItem();
    }

    [Fact]
    public void Recovered_AfterAWriteOfUnknownOutcome_ClaimsAgain()
    {
        var driver = new MachineDriver(mustClaim: true);
        driver.Recover(MachineDriver.Claim(MachineDriver.Incarnation));

        driver.Ask(new ErrandCommand.Add(1)).OfType<Output.Persist>().Single().Commit.Claim.ShouldBe(MachineDriver.Incarnation);
    }

    /// <summary>A commit of the owner before may come late and stand in the journal unnoticed: the claim finds it.</summary>
    [Fact]
    public void ClaimDue_OnlyReadSoFar_Claims()
    {
        _driver.Recover(MachineDriver.Claim(6));

        _driver.Handle(new Input.ClaimDue(_driver.Now)).OfType<Output.Persist>().Single().Commit.Claim.ShouldBe(MachineDriver.Incarnation);

        _driver.Store().ShouldBeEmpty();
        _driver.Machine.IsClaimed.ShouldBeTrue();
    }

    [Fact]
    public void ClaimRefused_Always_EndsWithoutAnswer()
    {
        _driver.Recover();
        _driver.Ask(new ErrandCommand.Add(1));

        var outputs = _driver.Handle(new Input.PersistFailed(_driver.Now, WriteFailure.Refused, null));

        outputs.ShouldHaveSingleItem().ShouldBe(new Output.StopSelf(StopReason.WriteRefused, null));
        _driver.Ask(new ErrandCommand.Add(1), "c2").ShouldBeEmpty();
    }

    /// <summary>The negative control: without the claim an effect is started on a state that another owner may have left long ago.</summary>
    [Fact]
    public void ClaimOff_OwesAnEffect_ActsOnWhatMayBeStale()
    {
        var driver = new MachineDriver(claimsFirst: false);

        var outputs = driver.Recover(MachineDriver.Claim(6), MachineDriver.Event(new ErrandEvent.Gone(1, "a", driver.Now.AddHours(1))));

        outputs.OfType<Output.Start>().ShouldHaveSingleItem();
    }
}
