using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Tests.Toys;
using Akka.Actor;
using Akka.Persistence.TestKit;
using Xunit.Abstractions;

namespace ActorPlatform.Actors.Tests.Entities;

public sealed class EntityQuarantineTests(ITestOutputHelper output) : EntitySpec(output)
{
    private bool _isBroken;

    [Fact]
    public void Recovery_FailsFiveTimes_IsShownAndNotTriedAgain()
    {
        var region = Poisoned();

        var answer = AdvanceUntilAnswered(Send(region, new ErrandCommand.Add(1)), TimeSpan.FromMilliseconds(200));

        answer.ShouldBeOfType<EntityAnswer.Quarantined>().Why.ShouldContain("5 recoveries failed");
        AwaitAssert(() => Quarantine.Marked.ShouldContainKey("e1"));
        Ask(region, new ReadEntity("e1")).ShouldBeOfType<EntityAnswer.Quarantined>();
        Ask(region, new WakeEntity("e1")).ShouldBeOfType<EntityAnswer.Quarantined>();
    }

    /// <summary>Never a loop: what observers tell it again and again must not begin the recoveries anew.</summary>
    [Fact]
    public void Quarantined_IsIdleAgainAndAgain_StaysSoWithoutAnotherRecovery()
    {
        var region = Poisoned();
        AdvanceUntilAnswered(Send(region, new ErrandCommand.Add(1)), TimeSpan.FromMilliseconds(200)).ShouldBeOfType<EntityAnswer.Quarantined>();
        AwaitAssert(() => Quarantine.Marked.ShouldContainKey("e1"));
        var recoveries = Logged.Of(1007).Count;

        for (var idle = 0; idle < 5; idle++)
        {
            Scheduler.Advance(TimeSpan.FromMinutes(1));
            ExpectNoMsg(TimeSpan.FromMilliseconds(50));
            Ask(region, new ReadEntity("e1")).ShouldBeOfType<EntityAnswer.Quarantined>();
        }

        (Logged.Of(1007).Count, Logged.Of(1008).Count).ShouldBe((recoveries, 1));
    }

    [Fact]
    public void Load_ShownAsQuarantinedByAProcessBefore_ShowsItNoMore()
    {
        Quarantine.Marked["e1"] = "The version before this one could not read it.";

        Ask(Region(), new ErrandCommand.Add(1)).ShouldBeOfType<EntityAnswer.Accepted>();

        AwaitAssert(() => Quarantine.Marked.ShouldBeEmpty());
        AwaitAssert(() => Logged.Of(1013).Count.ShouldBe(1));
    }

    [Fact]
    public void Load_TheMarkCannotBeEndedAtFirst_IsEndedLater()
    {
        Quarantine.Marked["e1"] = "The version before this one could not read it.";
        Quarantine.Failing = 1;

        Ask(Region(), new ErrandCommand.Add(1)).ShouldBeOfType<EntityAnswer.Accepted>();

        AwaitAssert(() =>
        {
            Scheduler.Advance(TimeSpan.FromSeconds(6));
            Quarantine.Marked.ShouldBeEmpty();
        });
    }

    [Fact]
    public void Load_NotShownAsQuarantined_AsksNobody()
    {
        Ask(Region(), new ErrandCommand.Add(1)).ShouldBeOfType<EntityAnswer.Accepted>();

        Quarantine.Clearings.ShouldBe(0);
    }

    [Fact]
    public void Release_TheFaultIsMended_LoadsAgain()
    {
        var region = Poisoned();
        AdvanceUntilAnswered(Send(region, new ErrandCommand.Add(1)), TimeSpan.FromMilliseconds(200)).ShouldBeOfType<EntityAnswer.Quarantined>();
        AwaitAssert(() => Quarantine.Marked.ShouldContainKey("e1"));
        _isBroken = false;

        Ask(region, new ReleaseEntity("e1")).ShouldBe(new EntityAnswer.Released(WasQuarantined: true));

        Quarantine.Marked.ShouldBeEmpty();
        Read(region).Fetched.ShouldBe(1);
    }

    [Fact]
    public void Release_TheFaultIsStillThere_IsQuarantinedAgain()
    {
        var region = Poisoned();
        AdvanceUntilAnswered(Send(region, new ErrandCommand.Add(1)), TimeSpan.FromMilliseconds(200));
        AwaitAssert(() => Quarantine.Marked.ShouldContainKey("e1"));
        var probe = CreateTestProbe();

        region.Tell(new ReleaseEntity("e1"), probe);

        AdvanceUntilAnswered(probe, TimeSpan.FromMilliseconds(200)).ShouldBeOfType<EntityAnswer.Quarantined>();
        AwaitAssert(() => Quarantine.Marked.ShouldContainKey("e1"));
    }

    [Fact]
    public void Release_NotQuarantined_SaysSo()
    {
        var region = Region();
        Ask(region, new ErrandCommand.Add(1));

        Ask(region, new ReleaseEntity("e1")).ShouldBe(new EntityAnswer.Released(WasQuarantined: false));
    }

    [Fact]
    public void Quarantine_CannotBeShownAtFirst_IsShownLater()
    {
        Quarantine.Failing = 1;
        var region = Poisoned();

        AdvanceUntilAnswered(Send(region, new ErrandCommand.Add(1)), TimeSpan.FromMilliseconds(200)).ShouldBeOfType<EntityAnswer.Quarantined>();

        AwaitAssert(() =>
        {
            Scheduler.Advance(TimeSpan.FromSeconds(6));
            Quarantine.Marked.ShouldContainKey("e1");
        });
    }

    [Fact]
    public void StorageFault_Recovering_DoesNotCount()
    {
        StorageFaults.IsStorageFault(new InvalidOperationException("wrapped", new TimeoutException())).ShouldBeTrue();
        StorageFaults.IsStorageFault(new EntityRecoveryException("an event", new TimeoutException())).ShouldBeFalse();
        StorageFaults.IsStorageFault(new FormatException()).ShouldBeFalse();
    }

    private IActorRef Poisoned()
    {
        var region = Region(options => options.IdleAfter = TimeSpan.FromMinutes(1), () => _isBroken);
        Ask(region, new ErrandCommand.Add(1));
        Idle();
        _isBroken = true;
        return region;
    }
}
