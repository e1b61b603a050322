using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Serialization;
using ActorPlatform.Actors.Tests.Toys;
using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.Tests.Entities;

public sealed class EntityMachineCommandTests
{
    private readonly MachineDriver _driver = new MachineDriver().Owned();

    [Fact]
    public void Asked_Accepted_AnswersOnlyWhenDurable()
    {
        _driver.Ask(new ErrandCommand.Add(3)).ShouldHaveSingleItem().ShouldBeOfType<Output.Persist>();
        _driver.Machine.State.Fetched.ShouldBe(0);

        _driver.Store();

        _driver.Answer().ShouldBe(new EntityAnswer.Accepted(new Counted(3)));
        _driver.Machine.State.Fetched.ShouldBe(3);
        _driver.Machine.Sequence.ShouldBe(2);
    }

    [Fact]
    public void Asked_Accepted_CommitCarriesTheListRowWithWhatIsOwed()
    {
        _driver.Ask(new ErrandCommand.Go("a", TimeSpan.FromHours(1)));

        var row = _driver.Last.OfType<Output.Persist>().Single().Commit.Rows!.List!;
        row.Status.ShouldBe("AWAY");
        row.Owes.ShouldBeTrue();
        row.DueAt.ShouldBe(_driver.Now.AddHours(1));
    }

    [Fact]
    public void Asked_WhileAWriteIsInFlight_WaitsForIt()
    {
        _driver.Ask(new ErrandCommand.Add(1), "c1");
        _driver.Handle(new Input.Asked(_driver.Now, new EntityAsk("c2", "f", null, new ErrandCommand.Add(2), "c2"))).ShouldBeEmpty();

        var first = _driver.Machine.Handle(new Input.Persisted(_driver.Now, new Guid(1, 0, 0, new byte[8])));

        first.OfType<Output.Persist>().Single().Commit.CommandId.ShouldBe("c2");
    }

    [Fact]
    public void Asked_MoreThanMayWait_AnswersBusy()
    {
        var driver = new MachineDriver(options => options.CommandsInFlight = 2).Owned();
        foreach (var id in new[] { "c1", "c2", "c3" }) driver.Ask(new ErrandCommand.Add(1), id);

        driver.Ask(new ErrandCommand.Add(1), "c4");

        driver.Answer("c4").ShouldBeOfType<EntityAnswer.Busy>();
    }

    [Fact]
    public void Asked_CallersFillTheQueue_TheEnginesOwnCommandsStillEnter()
    {
        var driver = new MachineDriver(options => options.CommandsInFlight = 1).Owned();
        driver.Ask(new ErrandCommand.Add(1), "c1");
        var flight = driver.Last.OfType<Output.Persist>().Single().Commit;
        driver.Ask(new ErrandCommand.Add(1), "c2");

        driver.Ask(new ErrandCommand.Look(1), "seen", fingerprint: null).ShouldBeEmpty();

        driver.Handle(new Input.Persisted(driver.Now, flight.Id)).OfType<Output.Persist>().Single().Commit.CommandId.ShouldBe("seen");
    }

    [Fact]
    public void Asked_NothingToWrite_AnswersAtOnce()
    {
        _driver.Ask(new ErrandCommand.Nothing());

        _driver.Answer().ShouldBeOfType<EntityAnswer.Accepted>();
        _driver.Last.ShouldHaveSingleItem();
    }

    [Fact]
    public void Asked_Rejected_ChangesNothing()
    {
        _driver.Ask(new ErrandCommand.Refuse());

        _driver.Answer().ShouldBeOfType<EntityAnswer.Rejected>().Reason.Kind.ShouldBe(RejectionKind.Conflict);
        _driver.Machine.Sequence.ShouldBe(1);
    }

    [Fact]
    public void Asked_DecisionThrows_RejectsAndGoesOn()
    {
        _driver.Ask(new ErrandCommand.Throw());

        _driver.Answer().ShouldBeOfType<EntityAnswer.Rejected>().Reason.Kind.ShouldBe(RejectionKind.Fault);
        _driver.Last.OfType<Output.DecisionFailed>().ShouldHaveSingleItem();
        _driver.Do(new ErrandCommand.Add(1), "c2");
        _driver.Answer("c2").ShouldBeOfType<EntityAnswer.Accepted>();
    }

    [Fact]
    public void Asked_WhatCouldNotBeDelivered_AnswersWhy()
    {
        _driver.Ask(new Undelivered("It was too large."));

        _driver.Answer().ShouldBeOfType<EntityAnswer.Unavailable>().Why.ShouldBe("It was too large.");
        _driver.Last.OfType<Output.Persist>().ShouldBeEmpty();
    }

    [Fact]
    public void Asked_UnknownCommand_RejectsAsInvalid()
    {
        _driver.Handle(new Input.Asked(_driver.Now, new EntityAsk("c1", "f", null, "text", "c1")));

        _driver.Answer().ShouldBeOfType<EntityAnswer.Rejected>().Reason.Kind.ShouldBe(RejectionKind.Invalid);
    }

    [Theory]
    [InlineData("Refused", "WriteRefused")]
    [InlineData("Unknown", "WriteUnknown")]
    public void PersistFailed_Always_EndsWithTheStateOfBefore(string failure, string reason)
    {
        _driver.Ask(new ErrandCommand.Add(1));

        _driver.Handle(new Input.PersistFailed(_driver.Now, Enum.Parse<WriteFailure>(failure), null));

        _driver.Last.ShouldHaveSingleItem().ShouldBeOfType<Output.StopSelf>().Reason.ToString().ShouldBe(reason);
        _driver.Machine.State.Fetched.ShouldBe(0);
    }

    [Fact]
    public void PersistFailed_CannotBeStored_IsToldToTheCaller()
    {
        _driver.Ask(new ErrandCommand.Add(1));

        _driver.Handle(new Input.PersistFailed(_driver.Now, WriteFailure.Invalid, new InvalidOperationException("too long")));

        _driver.Answer().ShouldBeOfType<EntityAnswer.Rejected>().Reason.Kind.ShouldBe(RejectionKind.Invalid);
        _driver.Last[^1].ShouldBeOfType<Output.StopSelf>().Reason.ShouldBe(StopReason.WriteRefused);
    }

    [Fact]
    public void Stop_WriteInFlight_FinishesItFirst()
    {
        _driver.Ask(new ErrandCommand.Add(1));
        var flight = _driver.Last.OfType<Output.Persist>().Single().Commit;

        _driver.Handle(new Input.Stop(_driver.Now)).ShouldBeEmpty();
        _driver.Handle(new Input.Persisted(_driver.Now, flight.Id));

        _driver.Answer().ShouldBeOfType<EntityAnswer.Accepted>();
        _driver.Last[^1].ShouldBe(new Output.StopSelf(StopReason.Stopped, null));
    }

    [Fact]
    public void ActDeadlineLost_CommandsWait_AnswersThemAndDecidesNothing()
    {
        _driver.Ask(new ErrandCommand.Add(1), "c1");
        var flight = _driver.Last.OfType<Output.Persist>().Single().Commit;
        _driver.Ask(new ErrandCommand.Add(1), "c2");

        _driver.Handle(new Input.ActDeadlineLost(_driver.Now));
        _driver.Answer("c2").ShouldBeOfType<EntityAnswer.Unavailable>();
        _driver.Ask(new ErrandCommand.Add(1), "c3");
        _driver.Answer("c3").ShouldBeOfType<EntityAnswer.Unavailable>();

        _driver.Handle(new Input.Persisted(_driver.Now, flight.Id));
        _driver.Answer("c1").ShouldBeOfType<EntityAnswer.Accepted>();
        _driver.Handle(new Input.ActDeadlineRegained(_driver.Now));
        _driver.Ask(new ErrandCommand.Add(1), "c4").OfType<Output.Persist>().ShouldHaveSingleItem();
    }
}
