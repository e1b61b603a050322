using ActorPlatform.Actors.Storage.Journal;
using ActorPlatform.Actors.Storage.Rows;
using ActorPlatform.Actors.Tests.Storage.Databases;

namespace ActorPlatform.Actors.Tests.Storage;

public abstract class WriteSessionCompliance(ITestDatabase database) : StorageTest(database)
{
    [SkippableFact]
    public async Task Write_NumberTakenOrPredecessorMissing_RefusesThoseRowsOnly()
    {
        await WriteAsync(Sample.Row("a", 1), Sample.Row("b", 1));

        var accepted = await WriteAsync(Sample.Row("a", 1), Sample.Row("b", 2), Sample.Row("c", 2), Sample.Row("d", 1));

        accepted.ShouldBe([false, true, false, true]);
    }

    [SkippableFact]
    public async Task Write_RefusedRow_WritesNothingBesideIt()
    {
        await WriteAsync(Sample.Listed(Sample.List("a")));

        var accepted = await WriteAsync(
            Sample.Row("a", 1, new SideRows(Sample.List("a") with { Status = "STOLEN" }, [Sample.Operation("op-1", "a")])),
            Sample.Row("b", 1, new SideRows(Sample.List("b"), [Sample.Operation("op-2", "b")])));

        accepted.ShouldBe([false, true]);
        (await Storage.Lists.FindAsync("a", None))!.Row.Status.ShouldBe("RUNNING");
        (await Storage.Operations.FindAsync("op-1", None)).ShouldBeNull();
        (await Storage.Operations.FindAsync("op-2", None)).ShouldNotBeNull();
    }

    [SkippableFact]
    public async Task Write_OlderListRow_NeverReplacesANewerOne()
    {
        await WriteAsync(Sample.Row("a", 1), Sample.Row("b", 1));
        await WriteAsync(Sample.Row("a", 2, new SideRows(Sample.List("shared") with { Status = "NEWER" }, [])));

        await WriteAsync(Sample.Row("c", 1, new SideRows(Sample.List("shared") with { Status = "OLDER" }, [])));

        (await Storage.Lists.FindAsync("shared", None))!.Row.Status.ShouldBe("NEWER");
    }

    [SkippableFact]
    public async Task Write_SeveralChangesOfOneOperationInACommit_KeepsTheLast()
    {
        await WriteAsync(Sample.Row("a", 1, new SideRows(null, [Sample.Operation("op", "a"), Sample.Operation("op", "a", state: "RUNNING"), Sample.Operation("other", "a")])));

        (await Storage.Operations.FindAsync("op", None))!.State.ShouldBe("RUNNING");
        (await Storage.Operations.FindAsync("other", None)).ShouldNotBeNull();
    }

    [SkippableFact]
    public async Task Write_RowFault_StoresNothingOfTheGroupAndSaysWhoseFaultItIs()
    {
        var journal = JournalDatabases.Create(Options);
        JournalRow[] group = [Sample.Row("a", 1), Sample.Row(new string('x', 300), 1)];

        var exception = await Should.ThrowAsync<Exception>(async () => await WriteAsync(group));

        journal.Classify(exception).ShouldBe(GroupFault.Row);
        (await Storage.Commits.ReadAsync("a", 0, 10, None)).ShouldBeEmpty();
        (await WriteAsync(Sample.Row("a", 1))).ShouldBe([true]);
    }

    [SkippableFact]
    public async Task Write_TwoSessionsOneNumber_ExactlyOneIsAcceptedEachTime()
    {
        await using var other = JournalDatabases.Create(Options).CreateWriter();
        for (var i = 1; i <= 30; i++)
        {
            using var barrier = new Barrier(2);
            var results = await Task.WhenAll(RaceAsync(Writer, i, barrier), RaceAsync(other, i, barrier));

            results.Count(accepted => accepted).ShouldBe(1, $"both or neither wrote {i}");
        }

        (await Storage.Commits.ReadAsync("a", 0, 100, None)).Select(commit => commit.Sequence).ShouldBe(Enumerable.Range(1, 30).Select(i => (long)i));
    }

    [SkippableFact]
    public async Task Write_TwoSessionsInOppositeOrder_DoNotDeadlock()
    {
        await using var other = JournalDatabases.Create(Options).CreateWriter();
        string[] ids = [.. Enumerable.Range(0, 200).Select(i => $"entity-{i:000}")];
        for (var i = 1; i <= 5; i++)
        {
            using var barrier = new Barrier(2);
            JournalRow[] forward = [.. ids.Select(id => Sample.Row(id, i, new SideRows(Sample.List(id), [])))];
            JournalRow[] backward = [.. ids.Reverse().Select(id => Sample.Row(id, i, new SideRows(Sample.List(id), [])))];

            var results = await Task.WhenAll(RaceAsync(Writer, forward, barrier), RaceAsync(other, backward, barrier));

            results.SelectMany(accepted => accepted).Count(accepted => accepted).ShouldBe(ids.Length);
        }
    }

    private static async Task<bool> RaceAsync(IWriteSession session, long sequence, Barrier barrier) =>
        (await RaceAsync(session, [Sample.Row("a", sequence)], barrier))[0];

    private static Task<bool[]> RaceAsync(IWriteSession session, JournalRow[] rows, Barrier barrier) => Task.Run(async () =>
    {
        barrier.SignalAndWait(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        return await session.WriteAsync(rows, None);
    });
}

public sealed class SqliteWriteSessionTests() : WriteSessionCompliance(new SqliteTestDatabase());

[Collection(PostgresServer.Collection)]
public sealed class PostgresWriteSessionTests(PostgresServer server) : WriteSessionCompliance(new PostgresTestDatabase(server))
{
    /// <summary>The plan that a long-lived statement gets must walk the index, also when it was made while the tables were empty.</summary>
    [SkippableFact]
    public async Task Write_PlanForAnyValues_ScansNoTable()
    {
        _ = Storage;
        await using var connection = await Database.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            SET plan_cache_mode = force_generic_plan;
            PREPARE write (text[], bigint[], bigint[], int[], text[], bytea[], text[], text[], uuid[], uuid[], bigint[], text[], text[], text[], text[], text[], text[], text[], text[],
                boolean[], bigint[], bigint[], text[], text[], bigint[], uuid[], bigint[], text[], text[], text[], text[], bigint[], text[]) AS {PostgresWriteSql.Write};
            EXPLAIN EXECUTE write ({string.Join(", ", Enumerable.Repeat("'{}'", 33))});
            """;
        var plan = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            plan.Add(reader.GetString(0));
        }

        var text = string.Join('\n', plan);
        text.ShouldContain("journal_entity");
        text.ShouldContain("hashed SubPlan");
        text.ShouldNotContain("Seq Scan", customMessage: text);
        text.ShouldNotContain("Nested Loop", customMessage: text);
    }
}
