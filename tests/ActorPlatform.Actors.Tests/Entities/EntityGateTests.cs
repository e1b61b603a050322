using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Tests.Toys;
using ActorPlatform.Behaviors;
using Akka.Actor;
using Akka.Persistence.TestKit;
using Xunit.Abstractions;

namespace ActorPlatform.Actors.Tests.Entities;

public sealed class EntityGateTests(ITestOutputHelper output) : EntitySpec(output)
{
    [Fact]
    public void Ask_Accepted_IsAnsweredAndReadable()
    {
        var region = Region();

        Ask(region, new ErrandCommand.Add(3)).ShouldBe(new EntityAnswer.Accepted(new Counted(3)));

        Read(region).Fetched.ShouldBe(3);
        Ask(region, new ReadEntity("e1")).ShouldBeOfType<EntityAnswer.Sight>().Sequence.ShouldBe(2);
    }

    [Fact]
    public void Ask_DecisionThrows_CostsOneCommandOnly()
    {
        var region = Region();

        Ask(region, new ErrandCommand.Throw()).ShouldBeOfType<EntityAnswer.Rejected>().Reason.Kind.ShouldBe(RejectionKind.Fault);

        Ask(region, new ErrandCommand.Add(1)).ShouldBeOfType<EntityAnswer.Accepted>();
    }

    [Fact]
    public async Task Ask_WriteFails_IsKeptAndDoneAfterTheReload()
    {
        var region = Region();
        Ask(region, new ErrandCommand.Add(1));
        await Journal.OnWrite.SetInterceptorAsync(new FailFirst(1, reject: false));

        var probes = Enumerable.Range(0, 5).Select(_ => Send(region, new ErrandCommand.Add(1))).ToArray();

        foreach (var probe in probes) AdvanceUntilAnswered(probe, TimeSpan.FromMilliseconds(100)).ShouldBeOfType<EntityAnswer.Accepted>();
        Read(region).Fetched.ShouldBe(6);
    }

    [Fact]
    public async Task Ask_WriteIsRejected_IsKeptAndDoneAfterTheReload()
    {
        var region = Region();
        Ask(region, new ErrandCommand.Add(1));
        await Journal.OnWrite.SetInterceptorAsync(new FailFirst(2, reject: true));

        var probe = Send(region, new ErrandCommand.Add(1));

        AdvanceUntilAnswered(probe, TimeSpan.FromMilliseconds(100)).ShouldBeOfType<EntityAnswer.Accepted>();
        Read(region).Fetched.ShouldBe(2);
    }

    /// <summary>F2: the owner whose write collides is back within a second, and its caller notices nothing else.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ask_WriteFails_IsAnsweredByTheReloadedEntityWithinASecond(bool rejected)
    {
        var region = Region();
        Ask(region, new ErrandCommand.Add(1));
        var fails = new FailFirst(1, rejected);
        await Journal.OnWrite.SetInterceptorAsync(fails);

        var probe = Send(region, new ErrandCommand.Add(1));
        await AwaitAssertAsync(() => fails.Left.ShouldBe(0));

        // Ten steps are a second of the entity's time; what threads need in between is not counted.
        AdvanceUntilAnswered(probe, TimeSpan.FromMilliseconds(100), atMost: 10, wait: TimeSpan.FromSeconds(2)).ShouldBeOfType<EntityAnswer.Accepted>();
    }

    [Fact]
    public async Task Ask_SnapshotIsNotSaved_GoesOnAndRecoversWithoutIt()
    {
        var region = Region(options => (options.SnapshotEvery, options.IdleAfter) = (2, TimeSpan.FromMinutes(1)));
        await SnapshotStore.OnSave.Fail();
        for (var count = 0; count < 3; count++) Ask(region, new ErrandCommand.Add(1)).ShouldBeOfType<EntityAnswer.Accepted>();
        AwaitAssert(() => Logged.Of(1003).ShouldNotBeEmpty());

        Ask(region, new ErrandCommand.Add(1)).ShouldBe(new EntityAnswer.Accepted(new Counted(4)));
        Idle();
        Read(region).Fetched.ShouldBe(4);

        // The next one is tried after as many commits as ever, and saved when it can be.
        await SnapshotStore.OnSave.Pass();
        for (var count = 0; count < 3; count++) Ask(region, new ErrandCommand.Add(1)).ShouldBeOfType<EntityAnswer.Accepted>();
        Idle();
        Read(region).Fetched.ShouldBe(7);
    }

    [Fact]
    public async Task Ask_RepeatedWhileTheFirstIsInWork_IsToldSoAndNeverOvertakesIt()
    {
        var region = Region();
        Ask(region, new ErrandCommand.Add(1));
        var held = new HeldWrites();
        await Journal.OnWrite.SetInterceptorAsync(held);
        var first = Send(region, new ErrandCommand.Add(1), "once");

        Ask(region, new ErrandCommand.Add(1), "once").ShouldBe(new EntityAnswer.InProgress(TimeSpan.FromSeconds(2)));
        Ask(region, new ErrandCommand.Add(9), "once", "another").ShouldBeOfType<EntityAnswer.Rejected>().Reason.Kind.ShouldBe(RejectionKind.KeyReused);
        held.LetGo();

        first.ExpectMsg<EntityAnswer.Accepted>().Reply.ShouldBe(new Counted(2));
        Ask(region, new ErrandCommand.Add(1), "once").ShouldBe(new EntityAnswer.Accepted(new Counted(2)));
        Read(region).Fetched.ShouldBe(2);
    }

    /// <summary>docs/adr/0006: nothing was done, so nothing is remembered.</summary>
    [Fact]
    public void Ask_RefusedAndRepeatedLater_IsDecidedAnew()
    {
        var region = Region();
        Ask(region, new ErrandCommand.Move("b"), "move").ShouldBeOfType<EntityAnswer.Rejected>();
        Ask(region, new ErrandCommand.Go("a", TimeSpan.FromHours(1)));

        Ask(region, new ErrandCommand.Move("b"), "move").ShouldBeOfType<EntityAnswer.Accepted>();
        Ask(region, new ErrandCommand.Move("b"), "move").ShouldBeOfType<EntityAnswer.Accepted>();
        Read(region).Place.ShouldBe("b");
    }

    [Fact]
    public async Task Ask_WritesKeepFailing_TellsThatTheOutcomeIsUnknownAndLosesNothing()
    {
        var region = Region();
        Ask(region, new ErrandCommand.Add(1));
        await Journal.OnWrite.Fail();
        var probe = Send(region, new ErrandCommand.Add(1), "again");

        var why = AdvanceUntilAnswered(probe, TimeSpan.FromSeconds(1)).ShouldBeOfType<EntityAnswer.Unavailable>().Why;
        why.ShouldContain(" under this command. Why it reloaded last: ");
        await Journal.OnWrite.Pass();

        var repeated = Send(region, new ErrandCommand.Add(1), "again");
        AdvanceUntilAnswered(repeated, TimeSpan.FromSeconds(1)).ShouldBeOfType<EntityAnswer.Accepted>();
        Read(region).Fetched.ShouldBe(2);
        Quarantine.Marked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Ask_MoreThanMayWait_IsBusyWhileTheEnginesOwnEnter()
    {
        var region = Region(options => options.CommandsInFlight = 4);
        Ask(region, new ErrandCommand.Add(1));
        var held = new HeldWrites();
        await Journal.OnWrite.SetInterceptorAsync(held);
        var admitted = Enumerable.Range(0, 4).Select(_ => Send(region, new ErrandCommand.Add(1))).ToArray();

        Ask(region, new ErrandCommand.Add(1)).ShouldBeOfType<EntityAnswer.Busy>().RetryAfter.ShouldBe(TimeSpan.FromSeconds(2));
        var own = Send(region, new ErrandCommand.Look(1), "seen", fingerprint: null);
        held.LetGo();

        own.ExpectMsg<EntityAnswer.Accepted>();
        foreach (var probe in admitted) probe.ExpectMsg<EntityAnswer.Accepted>();
        Read(region).ShouldSatisfyAllConditions(state => state.Fetched.ShouldBe(5), state => state.Seen.ShouldBe(1));
    }

    [Fact]
    public async Task Ask_NotAnsweredInTime_IsTold()
    {
        var region = Region();
        Ask(region, new ErrandCommand.Add(1));
        var held = new HeldWrites();
        await Journal.OnWrite.SetInterceptorAsync(held);

        var probe = Send(region, new ErrandCommand.Add(1));
        await AwaitAssertAsync(() => held.Arrived.ShouldBe(1));
        Scheduler.Advance(TimeSpan.FromSeconds(11));

        probe.ExpectMsg<EntityAnswer.Unavailable>();
        held.LetGo();
    }

    [Fact]
    public void Ask_RepeatedAfterAReload_GetsTheFirstAnswer()
    {
        var region = Region(options => options.IdleAfter = TimeSpan.FromMinutes(1));
        Ask(region, new ErrandCommand.Add(3), "once");
        Idle();

        Ask(region, new ErrandCommand.Add(3), "once").ShouldBe(new EntityAnswer.Accepted(new Counted(3)));
        Read(region).Fetched.ShouldBe(3);
    }

    [Fact]
    public void Ask_OlderThanRemembered_IsLookedUp()
    {
        History.Answers["ancient"] = new FirstAnswer(Digest.Of("f"), new Counted(42));
        var region = Region(options => options.RememberedCommands = 1);
        Ask(region, new ErrandCommand.Add(1));
        Ask(region, new ErrandCommand.Add(1));

        Ask(region, new ErrandCommand.Add(1), "ancient").ShouldBe(new EntityAnswer.Accepted(new Counted(42)));
    }

    [Fact]
    public void Read_NothingElse_ClaimsALittleLater()
    {
        var region = Region(options => options.IdleAfter = TimeSpan.FromMinutes(1));
        Ask(region, new ErrandCommand.Add(1));
        Idle();
        Incarnation++;
        Read(region);

        AwaitAssert(() =>
        {
            Scheduler.Advance(TimeSpan.FromSeconds(30));
            Ask(region, new ReadEntity("e1")).ShouldBeOfType<EntityAnswer.Sight>().Sequence.ShouldBe(3);
        });
    }

    [Fact]
    public async Task Ask_IdThatNobodyDefined_WritesNothingAndLeavesTheMemoryEarly()
    {
        var region = Region();
        var writes = new HeldWrites();
        await Journal.OnWrite.SetInterceptorAsync(writes);
        Ask(region, new ReadEntity("e1")).ShouldBeOfType<EntityAnswer.Sight>().Sequence.ShouldBe(0);
        Ask(region, new ErrandCommand.Refuse()).ShouldBeOfType<EntityAnswer.Rejected>();

        await AwaitAssertAsync(() =>
        {
            Scheduler.Advance(TimeSpan.FromSeconds(30));
            ReceiveOne(TimeSpan.FromMilliseconds(100)).ShouldBeOfType<Passivated>();
        });
        writes.Arrived.ShouldBe(0);
        await Journal.OnWrite.Pass();
        Ask(region, new ErrandCommand.Add(1)).ShouldBeOfType<EntityAnswer.Accepted>();
    }

    [Fact]
    public void Idle_OwesNothing_LeavesTheMemory()
    {
        var region = Region(options => options.IdleAfter = TimeSpan.FromMinutes(1));
        Ask(region, new ErrandCommand.Add(1));

        Idle();
        Read(region).Fetched.ShouldBe(1);
    }

    [Fact]
    public void Idle_OwesSomething_Stays()
    {
        var region = Region(options => options.IdleAfter = TimeSpan.FromMinutes(1));
        Ask(region, new ErrandCommand.Go("a", TimeSpan.FromHours(1)));
        ExpectMsg<Gazers.Began>();

        Scheduler.Advance(TimeSpan.FromMinutes(1));
        Scheduler.Advance(TimeSpan.FromMinutes(1));

        ExpectNoMsg(TimeSpan.FromMilliseconds(200));
        Read(region).Away.ShouldBeTrue();
    }

    [Fact]
    public void Await_Changes_IsAnsweredAtOnce()
    {
        var region = Region();
        Ask(region, new ErrandCommand.Add(1));
        var probe = CreateTestProbe();
        region.Tell(new AwaitEntity("e1", 2, TimeSpan.FromMinutes(1)), probe);

        Ask(region, new ErrandCommand.Add(1));

        ((ErrandState)probe.ExpectMsg<EntityAnswer.Sight>().State).Fetched.ShouldBe(2);
    }

    [Fact]
    public void Await_NoChange_IsAnsweredWhenTheTimeIsOver()
    {
        var region = Region();
        Ask(region, new ErrandCommand.Add(1));
        var probe = CreateTestProbe();
        region.Tell(new AwaitEntity("e1", 2, TimeSpan.FromSeconds(5)), probe);
        Read(region);

        Scheduler.Advance(TimeSpan.FromSeconds(5));

        probe.ExpectMsg<EntityAnswer.Sight>().Sequence.ShouldBe(2);
    }

    [Fact]
    public async Task Stop_WriteInFlight_IsAnsweredFirst()
    {
        var region = Region();
        Ask(region, new ErrandCommand.Add(1));
        var held = new HeldWrites();
        await Journal.OnWrite.SetInterceptorAsync(held);
        var writing = Send(region, new ErrandCommand.Add(1));
        await AwaitAssertAsync(() => held.Arrived.ShouldBe(1));
        var waiting = Send(region, new ErrandCommand.Add(1), "waiting");

        region.Tell(StopEntity.Instance);
        held.LetGo();

        writing.ExpectMsg<EntityAnswer.Accepted>();
        waiting.ExpectMsg<EntityAnswer>();
        ExpectMsg<Passivated>();
        Read(region).Fetched.ShouldBeGreaterThanOrEqualTo(2);
    }

    /// <summary>Its last claim is this node's own, and what it wrote may still come: only a new claim refuses that, or is refused by it.</summary>
    [Fact]
    public async Task Stop_OutcomeOfTheWriteIsUnknown_TheNextOneHereClaimsFirst()
    {
        var region = Region();
        Ask(region, new ErrandCommand.Add(1));
        var held = new HeldWrites();
        await Journal.OnWrite.SetInterceptorAsync(held);
        var writing = Send(region, new ErrandCommand.Add(1), "lost");
        await AwaitAssertAsync(() => held.Arrived.ShouldBe(1));
        region.Tell(StopEntity.Instance);
        held.Fail();
        writing.ExpectMsg<EntityAnswer.Moving>();
        ExpectMsg<Passivated>();
        await Journal.OnWrite.Pass();

        Ask(region, new ErrandCommand.Add(1), "lost").ShouldBe(new EntityAnswer.Accepted(new Counted(2)));

        Ask(region, new ReadEntity("e1")).ShouldBeOfType<EntityAnswer.Sight>().Sequence.ShouldBe(4, "claim, first, claim, repeated");
    }

    [Fact]
    public void Right_Lost_NothingIsAnsweredOrWrittenUntilItIsBack()
    {
        var region = Region();
        Ask(region, new ErrandCommand.Add(1));
        Right.Lose();

        Ask(region, new ReadEntity("e1")).ShouldBeOfType<EntityAnswer.Unavailable>();
        Ask(region, new ErrandCommand.Add(1), "c").ShouldBeOfType<EntityAnswer.Unavailable>();

        Right.Regain();
        Read(region).Fetched.ShouldBe(1);
        Ask(region, new ErrandCommand.Add(1), "c").ShouldBeOfType<EntityAnswer.Accepted>();
    }

    /// <summary>A database that is away takes the right of all nodes: thousands of entities that go on recovering meanwhile would be what keeps it away.</summary>
    [Fact]
    public async Task Reload_NodeHasNoRight_WaitsForItAndFollowsItSoon()
    {
        var region = Region();
        Ask(region, new ErrandCommand.Add(1));
        await Journal.OnWrite.Fail();
        await Journal.OnRecovery.Fail();
        var probe = Send(region, new ErrandCommand.Add(1));
        AwaitAssert(() => Logged.Of(1000).Count.ShouldBe(1));
        Right.Lose();

        for (var second = 0; second < 8; second++)
        {
            Scheduler.Advance(TimeSpan.FromSeconds(1));
            ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        }

        Logged.Of(1007).ShouldBeEmpty("a recovery without the right");
        await Journal.OnWrite.Pass();
        await Journal.OnRecovery.Pass();
        Right.Regain();
        Scheduler.Advance(TimeSpan.FromMilliseconds(1200));
        probe.ExpectMsg<EntityAnswer.Accepted>();
    }
}
