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

    /// <summary>What is asked of ids that nobody defined leaves no row.</summary>
    [Fact]
    public void Asked_JournalHoldsNothingAndItIsRefused_WritesNothing()
    {
        _driver.Recover();

        _driver.Ask(new ErrandCommand.Refuse()).ShouldHaveSingleItem();
        _driver.Answer().ShouldBeOfType<EntityAnswer.Rejected>();
        _driver.Ask(new ErrandCommand.Nothing(), "c2", fingerprint: null).ShouldHaveSingleItem();
        _driver.Answer("c2").ShouldBeOfType<EntityAnswer.Accepted>();
        _driver.Ask(new ErrandCommand.Throw(), "c3").OfType<Output.Persist>().ShouldBeEmpty();
        _driver.Machine.IsClaimed.ShouldBeFalse();
    }

    [Fact]
    public void Asked_RefusedOneBeforeTheFirst_TheFirstIsClaimedAndDoneInOrder()
    {
        _driver.Recover();
        _driver.Ask(new ErrandCommand.Refuse());

        var claim = _driver.Ask(new ErrandCommand.Add(1), "c2").ShouldHaveSingleItem().ShouldBeOfType<Output.Persist>().Commit;
        claim.Claim.ShouldBe(MachineDriver.Incarnation);
        _driver.Ask(new ErrandCommand.Add(1), "c3").ShouldBeEmpty();

        _driver.Handle(new Input.Persisted(_driver.Now, claim.Id)).OfType<Output.Persist>().Single().Commit.CommandId.ShouldBe("c2");
        _driver.Store().OfType<Output.Persist>().Single().Commit.CommandId.ShouldBe("c3");
    }

    /// <summary>The negative control of the rule's bound: an entity that exists refuses only under a claim, for another owner may have changed what it refuses by.</summary>
    [Fact]
    public void Asked_EntityExistsAndItIsRefused_ClaimsBefore()
    {
        _driver.Recover(MachineDriver.Claim(6));

        _driver.Ask(new ErrandCommand.Refuse()).ShouldHaveSingleItem().ShouldBeOfType<Output.Persist>().Commit.Claim.ShouldBe(MachineDriver.Incarnation);
    }

    [Fact]
    public void Asked_JournalHoldsNothingYetAfterAnUnknownWrite_ClaimsBeforeItRefuses()
    {
        var driver = new MachineDriver(mustClaim: true);
        driver.Recover();

        driver.Ask(new ErrandCommand.Refuse()).ShouldHaveSingleItem().ShouldBeOfType<Output.Persist>().Commit.Claim.ShouldBe(MachineDriver.Incarnation);
    }

    /// <summary>Without a claim it would never learn of a commit that came late: it does not stay.</summary>
    [Fact]
    public void ClaimDue_JournalHoldsNothing_LeavesTheMemory()
    {
        _driver.Recover();

        _driver.Handle(new Input.ClaimDue(_driver.Now)).ShouldHaveSingleItem().ShouldBeOfType<Output.Leave>();
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
