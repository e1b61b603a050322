using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Tests.Toys;

namespace ActorPlatform.Actors.Tests.Entities;

public sealed class EntityMachineRecoveryTests
{
    private readonly MachineDriver _driver = new();

    [Fact]
    public void Replayed_EvolveThrows_FailsTheRecovery()
    {
        _driver.Handle(new Input.Replayed(_driver.Now, MachineDriver.Event(new ErrandEvent.Poison()), 1));

        ShouldHaveFailed();
    }

    [Fact]
    public void Replayed_WithAGap_FailsTheRecovery()
    {
        _driver.Handle(new Input.Replayed(_driver.Now, MachineDriver.Claim(1), 2));

        ShouldHaveFailed();
    }

    [Fact]
    public void Recovered_HighestNumberWasNotReplayed_FailsTheRecovery()
    {
        _driver.Handle(new Input.Replayed(_driver.Now, MachineDriver.Claim(1), 1));
        _driver.Handle(new Input.Recovered(_driver.Now, 2));

        ShouldHaveFailed();
    }

    [Fact]
    public void Asked_BeforeTheRecoveryIsOver_Waits()
    {
        _driver.Ask(new ErrandCommand.Add(1)).ShouldBeEmpty();

        _driver.Recover().OfType<Output.Persist>().Single().Commit.Claim.ShouldNotBeNull();
    }

    private void ShouldHaveFailed()
    {
        var stop = _driver.Last.ShouldHaveSingleItem().ShouldBeOfType<Output.StopSelf>();
        stop.Reason.ShouldBe(StopReason.RecoveryFailed);
        stop.Cause.ShouldBeOfType<EntityRecoveryException>();
    }
}
