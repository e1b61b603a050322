using System.Data.Common;
using ActorPlatform.Actors.Journal;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Rows;
using ActorPlatform.Actors.Tests.Storage;
using ActorPlatform.Actors.Tests.Storage.Databases;
using Akka.Actor;
using Akka.Persistence;

namespace ActorPlatform.Actors.Tests.Journal;

public abstract class JournalCompliance(ITestDatabase database) : JournalTest(database)
{
    /// <summary>Holds every write back until the session is disposed.</summary>
    protected abstract Task<DbConnection> HoldWritesAsync();

    [SkippableFact]
    public async Task Persist_ThenReload_ReplaysEverythingInOrder()
    {
        var entity = Start("a");
        for (var i = 1; i <= 5; i++)
        {
            (await WriteAsync(entity, $"text {i}")).Sequence.ShouldBe(i);
        }

        await StopAsync(entity);

        (await ReadAsync(Start("a"))).ShouldBe(["text 1", "text 2", "text 3", "text 4", "text 5"]);
        (await ReadAsync(Start("b"))).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task Persist_OfAnIncarnation_IsMarkedWithItsWord()
    {
        Options.Session = "0123456789ab";
        await WriteAsync(Start("a"), "text");

        await using var connection = await Database.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT writer_uuid FROM journal";
        ((string)(await command.ExecuteScalarAsync())!).ShouldStartWith("0123456789ab");
        (await ReadAsync(Start("a"))).ShouldBe(["text"]);
    }

    [SkippableFact]
    public async Task Persist_CommitWithRowsBesideIt_WritesThemInTheSameStep()
    {
        var list = Sample.List("a");
        var operation = Sample.Operation("op-1", "a");
        var answer = await AskAsync(Start("a"), new Write("x", new SideRows(list, [operation]), "command-1"));

        answer.ShouldBe(new Written(1));
        (await Storage.Lists.FindAsync("a", None))!.Row.ShouldBe(list);
        (await Storage.Operations.FindAsync("op-1", None)).ShouldBe(operation);
        var commit = (await Storage.Commits.FindByCommandAsync("a", "command-1", None)).ShouldNotBeNull();
        (commit.SerializerId, commit.Manifest).ShouldBe((4711, "test-commit-1"));
        (await Storage.Feed.ReadAsync(null, 10, None)).Items.ShouldHaveSingleItem().Commit.PersistenceId.ShouldBe("a");
    }

    [SkippableFact]
    public async Task Persist_ConflictInAGroupOf200_RefusesOnlyTheCulprit()
    {
        var refused = await RunConflictAsync();

        refused.ShouldBe([100]);
    }

    [SkippableFact]
    public async Task Persist_ManyConflictsInARow_DoNotOpenTheBreaker()
    {
        for (var i = 0; i < 25; i++)
        {
            var (owner, stale) = await StartTwiceAsync($"entity-{i}");
            await WriteAsync(owner, "mine");
            (await AskAsync(stale, new Write("stale"))).ShouldBeOfType<Refused>().Cause.ShouldBeOfType<CommitRefusedException>();
        }

        (await WriteAsync(Start("bystander"), "still open")).Sequence.ShouldBe(1);
    }

    [SkippableFact]
    public async Task Persist_PredecessorWasLost_IsRefusedAndStoresNothing()
    {
        var entity = Start("a");
        await WriteAsync(entity, "one");
        await WriteAsync(entity, "two");
        await ExecuteAsync("DELETE FROM journal WHERE persistence_id = 'a' AND sequence_number = 2");

        (await AskAsync(entity, new Write("three", new SideRows(Sample.List("a"), [])))).ShouldBeOfType<Refused>();

        (await ReadAsync(Start("a"))).ShouldBe(["one"]);
        (await Storage.Lists.FindAsync("a", None)).ShouldBeNull();
    }

    /// <summary>What a quarantined job shows as its cause: people look for the row.</summary>
    [SkippableFact]
    public async Task Reload_CommitThatCannotBeRead_FailsNamingIt()
    {
        var entity = Start("a");
        await WriteAsync(entity, "one");
        await WriteAsync(entity, "two");
        await StopAsync(entity);
        await ExecuteAsync("UPDATE journal SET manifest = 'test-commit-9' WHERE persistence_id = 'a' AND sequence_number = 2");

        (await FailToLoadAsync("a")).Message.ShouldStartWith("commit 2 of a cannot be read: The manifest test-commit-9 is unknown here");
    }

    [SkippableFact]
    public async Task Persist_RowThatCannotBeStored_IsRefusedAlone()
    {
        string[] ids = ["good-1", new string('x', 300), "good-2", "nul", "surrogate", "good-3", "nul-body", "no-text", "operation"];
        IActorRef[] entities = [.. ids.Select(id => Start(id))];
        await Task.WhenAll(entities.Select(ReadAsync));

        var answers = await WriteTogetherAsync(entities, i => ids[i] switch
        {
            "nul" => new Write("x", new SideRows(Sample.List("nul") with { Name = "a\0b" }, [])),
            "surrogate" => new Write("x", new SideRows(Sample.List("surrogate") with { Name = "a\ud800b" }, [])),
            "nul-body" => new Write("x", new SideRows(Sample.List("nul-body") with { Body = RowBody.Of("a\0b") }, [])),
            "no-text" => new Write("x", new SideRows(Sample.List("no-text") with { Body = new RowBody([0xC3]) }, [])),
            "operation" => new Write("x", new SideRows(null, [Sample.Operation("o", "operation") with { Body = RowBody.Of("\0") }])),
            _ => new Write("x"),
        });

        answers.Select(answer => answer is Written).ShouldBe([true, false, true, false, false, true, false, false, false]);
        answers.OfType<Refused>().ShouldAllBe(answer => answer.Cause is CommitInvalidException);
    }

    [SkippableFact]
    public async Task Persist_TwoEntitiesWithOneListId_AreBothStored()
    {
        IActorRef[] entities = [Start("a"), Start("b")];
        await Task.WhenAll(entities.Select(ReadAsync));

        var answers = await WriteTogetherAsync(entities, _ => new Write("x", new SideRows(Sample.List("same"), [])));

        answers.ShouldAllBe(answer => answer is Written);
    }

    [SkippableFact]
    public async Task Reload_WhileAWriteOfTheEntityWaits_WithdrawsIt()
    {
        var entity = Start("a");
        await WriteAsync(entity, "one");
        IActorRef reloaded;
        await using (await HoldGroupAsync())
        {
            entity.Tell(new Write("waits, and is withdrawn"), ActorRefs.NoSender);
            await StopAsync(entity);
            reloaded = Start("a");
            (await ReadAsync(reloaded)).ShouldBe(["one"]);
        }

        (await WriteAsync(reloaded, "two")).Sequence.ShouldBe(2);

        (await ReadAsync(Start("a"))).ShouldBe(["one", "two"]);
    }

    [SkippableFact]
    public async Task Persist_RowOfAnotherWriterCameBetween_IsRefusedAndTheReloadSeesIt()
    {
        var (owner, stale) = await StartTwiceAsync("a");
        await WriteAsync(owner, "late commit");

        (await AskAsync(stale, new Write("second"))).ShouldBeOfType<Refused>();
        var reloaded = Start("a");
        (await WriteAsync(reloaded, "second")).Sequence.ShouldBe(2);

        (await ReadAsync(Start("a"))).ShouldBe(["late commit", "second"]);
    }

    [SkippableFact]
    public async Task Reload_MoreCommitsThanAPage_ReadsFurtherPages()
    {
        Options.Journal.ReadRows = 100;
        for (var i = 0; i < 250; i++)
        {
            await base.WriteAsync(RowOf("long", i + 1), RowOf("short", i + 1));
        }

        var loads = await Task.WhenAll(new[] { "long", "short", "none" }.Select(id => ReadAsync(Start(id))));

        loads[0].ShouldBe(Enumerable.Range(1, 250).Select(i => $"text {i}"));
        loads[1].Length.ShouldBe(250);
        loads[2].ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task Reload_CommitInTheMiddleWasLost_FailsThatEntityOnly()
    {
        for (var i = 1; i <= 5; i++)
        {
            await base.WriteAsync(RowOf("torn", i), RowOf("whole", i));
        }

        await ExecuteAsync("DELETE FROM journal WHERE persistence_id = 'torn' AND sequence_number = 3");

        var whole = ReadAsync(Start("whole"));
        (await FailToLoadAsync("torn")).ShouldBeOfType<JournalGapException>();
        (await whole).Length.ShouldBe(5);
    }

    /// <summary>Negative control: the stock read path loads the torn entity as if nothing were missing.</summary>
    [SkippableFact]
    public async Task Reload_CommitWasLostUnderTheStockJournal_GoesUnnoticed()
    {
        Options.Journal.Kind = JournalKind.Stock;
        for (var i = 1; i <= 5; i++)
        {
            await base.WriteAsync(RowOf("torn", i));
        }

        await ExecuteAsync("DELETE FROM journal WHERE persistence_id = 'torn' AND sequence_number = 3");

        (await ReadAsync(Start("torn"))).Length.ShouldBe(4);
    }

    [SkippableFact]
    public async Task Reload_AfterASnapshot_ReadsItAndTheTail()
    {
        var inbox = Inbox.Create(System);
        var entity = Start("a", inbox.Receiver);
        await WriteAsync(entity, "one");
        await WriteAsync(entity, "two");
        entity.Tell(new TakeSnapshot(), ActorRefs.NoSender);
        (await inbox.ReceiveAsync(Patience)).ShouldBeOfType<SaveSnapshotSuccess>();
        await WriteAsync(entity, "three");

        var history = (await AskAsync(Start("a"), new ReadBack())).ShouldBeOfType<History>();

        history.Texts.ShouldBe(["one", "two", "three"]);
        history.FromSnapshot.ShouldBe(2);
    }

    [SkippableFact]
    public async Task Reload_JournalEndsBeforeTheSnapshot_Fails()
    {
        var inbox = Inbox.Create(System);
        var entity = Start("a", inbox.Receiver);
        await WriteAsync(entity, "one");
        await WriteAsync(entity, "two");
        entity.Tell(new TakeSnapshot(), ActorRefs.NoSender);
        (await inbox.ReceiveAsync(Patience)).ShouldBeOfType<SaveSnapshotSuccess>();
        await ExecuteAsync("DELETE FROM journal WHERE persistence_id = 'a' AND sequence_number = 2");

        (await FailToLoadAsync("a")).ShouldBeOfType<JournalGapException>();
    }

    [SkippableTheory]
    [InlineData(JournalKind.Grouped, JournalKind.Stock)]
    [InlineData(JournalKind.Stock, JournalKind.Grouped)]
    public async Task Reload_UnderTheOtherClass_ReadsTheSameTables(JournalKind first, JournalKind second)
    {
        Options.Journal.Kind = first;
        await WriteAsync(Start("a"), "one");
        Options.Journal.Kind = second;
        var other = StartSystem(Options).ActorOf(Props.Create(() => new TestEntity("a", ActorRefs.Nobody)));

        (await WriteAsync(other, "two")).Sequence.ShouldBe(2);

        (await ReadAsync(Start("a"))).ShouldBe(["one", "two"]);
    }

    /// <summary>Two writers of entity-0, and 199 neighbours, all in one group; returns whose writes did not succeed; 100 is the second writer.</summary>
    private protected async Task<List<int>> RunConflictAsync()
    {
        Options.Journal.Writers = 1;
        var (owner, stale) = await StartTwiceAsync("entity-0");
        await WriteAsync(owner, "mine");
        IActorRef[] entities = [.. Enumerable.Range(0, 200).Select(i => i == 100 ? stale : Start($"neighbour-{i}"))];
        await Task.WhenAll(entities.Select(ReadAsync));

        var answers = await WriteTogetherAsync(entities, i => new Write($"{i}"));

        return [.. answers.Index().Where(answer => answer.Item is not Written).Select(answer => answer.Index)];
    }

    private async Task<object[]> WriteTogetherAsync(IActorRef[] entities, Func<int, Write> write)
    {
        Task<object>[] answers;
        await using (await HoldGroupAsync())
        {
            answers = [.. entities.Select((entity, i) => AskAsync(entity, write(i)))];
            await Task.WhenAll(entities.Select(HandedOverAsync));
        }

        return await Task.WhenAll(answers);
    }

    /// <summary>What an entity was told before has reached the journal: it takes its messages in order, and hands its write over in the message that asks for it.</summary>
    private static Task HandedOverAsync(IActorRef entity) => entity.Ask<ActorIdentity>(new Identify(null), Patience);

    /// <summary>Holds the database and makes the writers busy with one write each, so that what follows waits, and travels together when the hold ends.</summary>
    private async Task<DbConnection> HoldGroupAsync()
    {
        var busy = Enumerable.Range(0, Options.Journal.Writers).Select(_ => Start($"busy-{Guid.NewGuid():N}")).ToArray();
        await Task.WhenAll(busy.Select(ReadAsync));
        var hold = await HoldWritesAsync();
        foreach (var entity in busy)
        {
            entity.Tell(new Write("busy"), ActorRefs.NoSender);
        }

        await Task.WhenAll(busy.Select(HandedOverAsync));
        return hold;
    }

    private async Task<(IActorRef Owner, IActorRef Stale)> StartTwiceAsync(string persistenceId)
    {
        var (owner, stale) = (Start(persistenceId), Start(persistenceId));
        await Task.WhenAll(ReadAsync(owner), ReadAsync(stale));
        return (owner, stale);
    }

    private static ActorPlatform.Actors.Storage.Journal.JournalRow RowOf(string entity, long sequence) => Sample.Row(entity, sequence) with
    {
        SerializerId = 4711,
        Manifest = "test-commit-1",
        Payload = TestSerializer.Manifests.Write(
            new ActorPlatform.Actors.Entities.Commit<string> { Id = Guid.NewGuid(), At = DateTimeOffset.UnixEpoch, Events = [$"text {sequence}"] }),
    };
}
