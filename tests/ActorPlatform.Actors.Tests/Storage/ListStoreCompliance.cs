using System.Collections.Immutable;
using ActorPlatform.Actors.Storage.Lists;
using ActorPlatform.Actors.Storage.Paging;
using ActorPlatform.Actors.Storage.Rows;
using ActorPlatform.Actors.Tests.Storage.Databases;

namespace ActorPlatform.Actors.Tests.Storage;

public abstract class ListStoreCompliance(ITestDatabase database) : StorageTest(database)
{
    private IListStore Lists => Storage.Lists;

    [SkippableFact]
    public async Task Find_RowOfACommit_ReturnsItAsWritten()
    {
        var row = Sample.List("job-1") with { DueAt = Sample.Start.AddMinutes(5), Cluster = null, Labels = "|a:1|b:2|" };
        await AddAsync(row);

        var found = await Lists.FindAsync("job-1", None);

        found.ShouldBe(new StoredListRow(row, 1, null));
        (await Lists.FindAsync("job-2", None)).ShouldBeNull();
    }

    [SkippableFact]
    public async Task ReadPage_EachFilter_KeepsOnlyWhatPasses()
    {
        await AddAsync(
            Sample.List("a") with { Status = "FAILED", Tenant = "one", Name = "Orders Wide" },
            Sample.List("b") with { Health = "RED", Cluster = "b", Labels = "|env:prod|team:dw|" },
            Sample.List("c") with { Status = "KILLED", Cluster = null, Labels = "|env:production|" });
        await Lists.SetQuarantineAsync("c", "cannot be loaded", None);

        await ShouldFindAsync(new ListQuery { Statuses = ["FAILED", "KILLED"] }, "a", "c");
        await ShouldFindAsync(new ListQuery { Kind = "job", Tenant = "one" }, "a");
        await ShouldFindAsync(new ListQuery { Kind = "batch" });
        await ShouldFindAsync(new ListQuery { Cluster = "b" }, "b");
        await ShouldFindAsync(new ListQuery { Healths = ["RED"] }, "b");
        await ShouldFindAsync(new ListQuery { Labels = Labels(("env", "prod"), ("team", "dw")) }, "b");
        await ShouldFindAsync(new ListQuery { Labels = Labels(("env", "prod"), ("team", "other")) });
        await ShouldFindAsync(new ListQuery { Text = "ORDERS w" }, "a");
        await ShouldFindAsync(new ListQuery { Text = "%" });
        await ShouldFindAsync(new ListQuery { Quarantined = true }, "c");
        await ShouldFindAsync(new ListQuery { Quarantined = false, Statuses = ["FAILED"], Tenant = "one" }, "a");
    }

    [SkippableTheory]
    [InlineData(ListSort.Name, false)]
    [InlineData(ListSort.Name, true)]
    [InlineData(ListSort.Status, false)]
    [InlineData(ListSort.Health, true)]
    [InlineData(ListSort.UpdatedAt, false)]
    [InlineData(ListSort.UpdatedAt, true)]
    [InlineData(ListSort.RestoreAge, false)]
    [InlineData(ListSort.RestoreAge, true)]
    public async Task ReadPage_PageByPage_ShowsEachRowOnceInOrder(ListSort sort, bool descending)
    {
        ListRow[] rows = [.. Enumerable.Range(0, 25).Select(i => Sample.List($"job-{i:00}") with
        {
            Name = $"N{i % 7}é{(char)('Z' - (i % 3))}", Status = $"S{i % 2}", Health = $"H{i % 3}", UpdatedAt = Sample.Start.AddTicks(10 * (i % 5)),
            RestoredAt = i % 4 == 0 ? null : Sample.Start.AddHours(-(i % 4)),
        })];
        await AddAsync(rows);

        var read = await ReadAllAsync(new ListQuery { Sort = sort, Descending = descending, Limit = 4 });

        Comparison<ListRow> by = sort switch
        {
            ListSort.Name => (a, b) => string.CompareOrdinal(a.Name, b.Name),
            ListSort.Status => (a, b) => string.CompareOrdinal(a.Status, b.Status),
            ListSort.Health => (a, b) => string.CompareOrdinal(a.Health, b.Health),
            ListSort.RestoreAge => (a, b) => Age(a).CompareTo(Age(b)),
            _ => (a, b) => a.UpdatedAt.CompareTo(b.UpdatedAt),
        };
        static TimeSpan Age(ListRow row) => row.RestoredAt is { } at ? Sample.Start - at : TimeSpan.MaxValue;
        Array.Sort(rows, (a, b) => (descending ? -1 : 1) * (by(a, b) is var order and not 0 ? order : string.CompareOrdinal(a.Id, b.Id)));
        read.Select(row => row.Id).ShouldBe(rows.Select(row => row.Id));
    }

    [SkippableFact]
    public async Task ReadPage_CursorOfAnotherOrderOrNone_IsRefused()
    {
        await AddAsync(Sample.List("a"), Sample.List("b"));
        var page = await Lists.ReadPageAsync(new ListQuery { Limit = 1 }, None);

        await Should.ThrowAsync<CursorException>(() => Lists.ReadPageAsync(new ListQuery { Cursor = page.NextCursor, Sort = ListSort.Status }, None));
        await Should.ThrowAsync<CursorException>(() => Lists.ReadPageAsync(new ListQuery { Cursor = "%%%" }, None));
    }

    [SkippableFact]
    public async Task Count_ByColumn_CountsWhatPassesTheFilters()
    {
        await AddAsync(Sample.List("a"), Sample.List("b"), Sample.List("c") with { Status = "FAILED", Cluster = null });

        (await Lists.CountAsync(new ListQuery(), ListColumn.Status, None)).ShouldBe([new ListCount("FAILED", 1), new ListCount("RUNNING", 2)]);
        (await Lists.CountAsync(new ListQuery { Statuses = ["RUNNING"] }, ListColumn.Cluster, None)).ShouldBe([new ListCount("a", 2)]);
        (await Lists.CountAsync(new ListQuery(), ListColumn.Cluster, None)).ShouldContain(new ListCount(null, 1));
    }

    [SkippableFact]
    public async Task ReadOwing_SomeDueSomeNot_ComesDueFirstAndPageByPage()
    {
        await AddAsync(
            Sample.List("sleeps") with { Owes = false, DueAt = Sample.Start },
            Sample.List("later") with { DueAt = Sample.Start.AddHours(1) },
            Sample.List("as-late-b") with { DueAt = Sample.Start.AddHours(2) },
            Sample.List("never-b"),
            Sample.List("as-late-a") with { DueAt = Sample.Start.AddHours(2) },
            Sample.List("never-a"),
            Sample.List("batch") with { Kind = "batch", DueAt = Sample.Start.AddHours(-3) },
            Sample.List("soon") with { DueAt = Sample.Start.AddHours(-1) },
            Sample.List("broken") with { DueAt = Sample.Start.AddHours(-2) });
        await Lists.SetQuarantineAsync("broken", "cannot be loaded", None);

        var read = new List<string>();
        for (OwingRow? after = null; await Lists.ReadOwingAsync("job", after, 1, None) is [var row]; after = row)
        {
            read.Add(row.Id);
        }

        read.ShouldBe(["soon", "later", "as-late-a", "as-late-b", "never-a", "never-b"]);
    }

    [SkippableFact]
    public async Task Quarantine_SetAndCleared_SurvivesLaterCommits()
    {
        await AddAsync(Sample.List("a"));
        (await Lists.SetQuarantineAsync("a", "five failed recoveries", None)).ShouldBeTrue();
        await WriteAsync(Sample.Row("a", 2, new SideRows(Sample.List("a") with { Status = "FAILED" }, [])));

        (await Lists.FindAsync("a", None))!.Quarantined.ShouldBe("five failed recoveries");
        (await Lists.FindAsync("a", None))!.Row.Status.ShouldBe("FAILED");
        (await Lists.ClearQuarantineAsync("a", None)).ShouldBeTrue();
        (await Lists.FindAsync("a", None))!.Quarantined.ShouldBeNull();
        (await Lists.ClearQuarantineAsync("a", None)).ShouldBeFalse();
        (await Lists.SetQuarantineAsync("nobody", "x", None)).ShouldBeFalse();
    }

    private static ImmutableSortedDictionary<string, string> Labels(params (string Key, string Value)[] labels) =>
        labels.ToImmutableSortedDictionary(label => label.Key, label => label.Value);

    private async Task AddAsync(params ListRow[] rows) => (await WriteAsync([.. rows.Select(Sample.Listed)])).ShouldAllBe(accepted => accepted);

    private async Task ShouldFindAsync(ListQuery query, params string[] ids) =>
        (await Lists.ReadPageAsync(query, None)).Items.Select(item => item.Row.Id).ShouldBe(ids, ignoreOrder: true);

    private async Task<List<ListRow>> ReadAllAsync(ListQuery query)
    {
        var rows = new List<ListRow>();
        do
        {
            var page = await Lists.ReadPageAsync(query, None);
            rows.AddRange(page.Items.Select(item => item.Row));
            query = query with { Cursor = page.NextCursor };
        }
        while (query.Cursor is not null);

        return rows;
    }
}

public sealed class SqliteListStoreTests() : ListStoreCompliance(new SqliteTestDatabase());

[Collection(PostgresServer.Collection)]
public sealed class PostgresListStoreTests(PostgresServer server) : ListStoreCompliance(new PostgresTestDatabase(server));
