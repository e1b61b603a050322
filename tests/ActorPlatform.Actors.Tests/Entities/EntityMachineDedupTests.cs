using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Tests.Toys;
using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.Tests.Entities;

public sealed class EntityMachineDedupTests
{
    [Fact]
    public void Asked_SameIdAndContent_GetsTheFirstAnswerWithoutAWrite()
    {
        var driver = new MachineDriver().Owned();
        driver.Do(new ErrandCommand.Add(3));

        driver.Ask(new ErrandCommand.Add(3));

        driver.Answer().ShouldBe(new EntityAnswer.Accepted(new Counted(3)));
        driver.Machine.State.Fetched.ShouldBe(3);
    }

    [Fact]
    public void Asked_SameIdTwiceInTheQueue_IsWrittenOnce()
    {
        var driver = new MachineDriver().Owned();
        driver.Ask(new ErrandCommand.Add(3));
        var flight = driver.Last.OfType<Output.Persist>().Single().Commit;
        driver.Ask(new ErrandCommand.Add(3)).ShouldBeEmpty();

        driver.Handle(new Input.Persisted(driver.Now, flight.Id));

        driver.Last.OfType<Output.Answer>().Count().ShouldBe(2);
        driver.Last.OfType<Output.Persist>().ShouldBeEmpty();
    }

    [Fact]
    public void Asked_SameIdOtherContent_IsRefused()
    {
        var driver = new MachineDriver().Owned();
        driver.Do(new ErrandCommand.Add(3));

        driver.Ask(new ErrandCommand.Add(4), fingerprint: "other");

        driver.Answer().ShouldBeOfType<EntityAnswer.Rejected>().Reason.Kind.ShouldBe(RejectionKind.KeyReused);
    }

    [Fact]
    public void Asked_AfterRecovery_StillKnowsTheFirstAnswer()
    {
        var driver = new MachineDriver().Owned(MachineDriver.Event(new ErrandEvent.Added(1)));

        driver.Ask(new ErrandCommand.Add(1), "old");

        driver.Answer("old").ShouldBe(new EntityAnswer.Accepted(new Counted(1)));
    }

    [Fact]
    public void Asked_OlderThanRemembered_IsLookedUpAndGetsTheFirstAnswer()
    {
        var driver = Forgetful();

        driver.Ask(new ErrandCommand.Add(1), "c1").ShouldHaveSingleItem().ShouldBe(new Output.LookUp("c1"));
        driver.Handle(new Input.LookedUp(driver.Now, "c1", new FirstAnswer(Digest.Of("f"), new Counted(1)), null));

        driver.Answer().ShouldBe(new EntityAnswer.Accepted(new Counted(1)));
    }

    [Fact]
    public void Asked_LookedUpInVain_IsDecidedBeforeThoseBehindIt()
    {
        var driver = Forgetful();
        driver.Ask(new ErrandCommand.Add(1), "new1");
        driver.Ask(new ErrandCommand.Add(1), "new2").ShouldBeEmpty();

        driver.Handle(new Input.LookedUp(driver.Now, "new1", null, null));

        driver.Last.OfType<Output.Persist>().Single().Commit.CommandId.ShouldBe("new1");
    }

    [Fact]
    public void Asked_JournalCannotBeAsked_IsUnavailableAndNotDecided()
    {
        var driver = Forgetful();
        driver.Ask(new ErrandCommand.Add(1), "new1");

        driver.Handle(new Input.LookedUp(driver.Now, "new1", null, "The database is away."));

        driver.Answer("new1").ShouldBeOfType<EntityAnswer.Unavailable>();
        driver.Last.OfType<Output.Persist>().ShouldBeEmpty();
    }

    [Fact]
    public void Snapshot_Restored_RemembersTheSame()
    {
        var driver = new MachineDriver(options => options.SnapshotEvery = 3).Owned();
        driver.Do(new ErrandCommand.Add(1), "c1");
        driver.Do(new ErrandCommand.Add(2), "c2");
        var taken = driver.Last.OfType<Output.TakeSnapshot>().Single();
        var reloaded = new MachineDriver();

        reloaded.Handle(new Input.SnapshotOffered(reloaded.Now, taken.Snapshot, taken.Sequence));
        reloaded.Handle(new Input.Recovered(reloaded.Now, 3));

        reloaded.Machine.State.ShouldBe(driver.Machine.State);
        reloaded.Ask(new ErrandCommand.Add(2), "c2");
        reloaded.Answer("c2").ShouldBe(new EntityAnswer.Accepted(new Counted(3)));
    }

    private static MachineDriver Forgetful()
    {
        var driver = new MachineDriver(options => options.RememberedCommands = 1).Owned();
        driver.Do(new ErrandCommand.Add(1), "c1");
        driver.Do(new ErrandCommand.Add(1), "c2"); // nothing is forgotten yet, so no look-up
        return driver;
    }
}
