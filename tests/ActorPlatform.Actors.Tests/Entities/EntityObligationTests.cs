using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Tests.Toys;
using Akka.Actor;
using Akka.Persistence.TestKit;
using Xunit.Abstractions;

namespace ActorPlatform.Actors.Tests.Entities;

public sealed class EntityObligationTests(ITestOutputHelper output) : EntitySpec(output)
{
    [Fact]
    public async Task Effect_Owed_IsCarriedOutAndItsOutcomePersisted()
    {
        var region = Go();

        var attempt = await Walker.NextAsync();
        attempt.Context.MayHaveHappened.ShouldBeFalse();
        attempt.End.SetResult(new ErrandCommand.Fetch(1, 5));

        await AwaitAssertAsync(() => Read(region).Fetched.ShouldBe(5));
    }

    [Fact]
    public async Task Effect_EntityReloads_IsCancelledAndDrivenAgainLookingFirst()
    {
        var region = Go();
        var first = await Walker.NextAsync();
        await Journal.OnWrite.SetInterceptorAsync(new FailFirst(1, reject: false));

        AdvanceUntilAnswered(Send(region, new ErrandCommand.Add(1)), TimeSpan.FromMilliseconds(100)).ShouldBeOfType<EntityAnswer.Accepted>();

        first.Cancelled.IsCancellationRequested.ShouldBeTrue();
        var second = await Walker.NextAsync();
        second.Context.MayHaveHappened.ShouldBeTrue();
        second.Effect.ShouldBe(first.Effect);
    }

    [Fact]
    public async Task Effect_NotOwedAnyMore_IsCancelled()
    {
        var region = Go();
        var attempt = await Walker.NextAsync();

        Ask(region, new ErrandCommand.GiveUp());

        await AwaitAssertAsync(() => attempt.Cancelled.IsCancellationRequested.ShouldBeTrue());
    }

    [Fact]
    public void Deadline_InAnHour_ComesAfterAnHour()
    {
        var region = Go();

        Advance(region, minutes: 59);
        Read(region).GivenUp.ShouldBe(0);
        Advance(region, minutes: 1);

        AwaitAssert(() => Read(region).GivenUp.ShouldBe(1));
    }

    [Fact]
    public void Deadline_EntityReloadsBefore_ComesOnceAtItsTime()
    {
        var region = Go();
        Advance(region, minutes: 30);
        region.Tell(StopEntity.Instance);
        ExpectMsg<Passivated>();
        Read(region).Away.ShouldBeTrue();
        ExpectMsg<Gazers.Began>();

        Advance(region, minutes: 29);
        Read(region).GivenUp.ShouldBe(0);
        Advance(region, minutes: 1);

        AwaitAssert(() => Read(region).GivenUp.ShouldBe(1));
        Advance(region, minutes: 60);
        Read(region).GivenUp.ShouldBe(1);
    }

    [Fact]
    public void Deadline_PassedWhileNobodyWasLoaded_ComesAtTheRecovery()
    {
        var region = Go();
        region.Tell(StopEntity.Instance);
        ExpectMsg<Passivated>();
        Scheduler.Advance(TimeSpan.FromHours(5));

        Read(region);
        Scheduler.Advance(TimeSpan.FromMilliseconds(1));

        AwaitAssert(() =>
        {
            Scheduler.Advance(TimeSpan.FromMilliseconds(1));
            Read(region).GivenUp.ShouldBe(1);
        });
    }

    [Fact]
    public void Watch_Says_IsPersisted()
    {
        var region = Region();
        Ask(region, new ErrandCommand.Go("a", TimeSpan.FromHours(1)));

        ExpectMsg<Gazers.Began>().Gazer.Tell(3);

        AwaitAssert(() => Read(region).Seen.ShouldBe(3));
    }

    [Fact]
    public void Watch_Changed_IsToldToTheChild()
    {
        var region = Region();
        Ask(region, new ErrandCommand.Go("a", TimeSpan.FromHours(1)));
        ExpectMsg<Gazers.Began>();

        Ask(region, new ErrandCommand.Move("b"));

        ExpectMsg<Gaze>().Place.ShouldBe("b");
    }

    [Fact]
    public void Watch_NotOwedAnyMore_IsStopped()
    {
        var region = Region();
        Ask(region, new ErrandCommand.Go("a", TimeSpan.FromHours(1)));
        var gazer = ExpectMsg<Gazers.Began>().Gazer;
        Watch(gazer);

        Ask(region, new ErrandCommand.GiveUp());

        ExpectTerminated(gazer);
    }

    [Fact]
    public void Watch_Breaks_IsStartedAgainAfterAPause()
    {
        var region = Region();
        Ask(region, new ErrandCommand.Go("a", TimeSpan.FromHours(1)));
        Break(ExpectMsg<Gazers.Began>().Gazer);
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));

        AdvanceToRestart(TimeSpan.FromSeconds(1)).Watch.ShouldBe(new Gaze(1, "a"));
        Read(region).Away.ShouldBeTrue();
    }

    [Fact]
    public void Watch_KeepsBreaking_IsGivenUpAndTheEntityReloads()
    {
        var region = Region(options => options.WatchRestarts = 1);
        Ask(region, new ErrandCommand.Go("a", TimeSpan.FromHours(1)));
        var first = ExpectMsg<Gazers.Began>().Gazer;
        Break(first);
        var second = AdvanceToRestart(TimeSpan.FromSeconds(1)).Gazer;
        Break(second);

        var third = AdvanceToRestart(TimeSpan.FromSeconds(1)).Gazer;

        third.Path.Parent.Uid.ShouldNotBe(second.Path.Parent.Uid);
        Read(region).Away.ShouldBeTrue();
    }

    private void Break(IActorRef gazer)
    {
        Watch(gazer);
        gazer.Tell("break");
        ExpectTerminated(gazer);
    }

    private Gazers.Began AdvanceToRestart(TimeSpan step)
    {
        for (var steps = 0; steps < 100; steps++)
        {
            Scheduler.Advance(step);
            if (ReceiveOne(TimeSpan.FromMilliseconds(50)) is Gazers.Began began) return began;
        }

        throw new InvalidOperationException("The watch was not started again within 100 steps.");
    }

    private IActorRef Go()
    {
        var region = Region();
        Ask(region, new ErrandCommand.Go("a", TimeSpan.FromHours(1)));
        ExpectMsg<Gazers.Began>();
        return region;
    }

    // In chunks, with a read between: each chunk's timer is set when the actor has handled the one before.
    private void Advance(IActorRef region, int minutes)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            Scheduler.Advance(TimeSpan.FromMinutes(1));
            Read(region);
        }
    }
}
