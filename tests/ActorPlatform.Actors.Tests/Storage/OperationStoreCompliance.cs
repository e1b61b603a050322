using ActorPlatform.Actors.Storage.Operations;
using ActorPlatform.Actors.Storage.Rows;
using ActorPlatform.Actors.Tests.Storage.Databases;

namespace ActorPlatform.Actors.Tests.Storage;

public abstract class OperationStoreCompliance(ITestDatabase database) : StorageTest(database)
{
    [SkippableFact]
    public async Task Find_AfterSeveralCommits_ShowsTheNewest()
    {
        await WriteAsync(Sample.Row("a", 1, new SideRows(null, [Sample.Operation("op-1", "a")])));
        await WriteAsync(Sample.Row("a", 2, new SideRows(null, [Sample.Operation("op-1", "a", state: "RUNNING"), Sample.Operation("op-1", "a", state: "SUCCEEDED")])));

        (await Storage.Operations.FindAsync("op-1", None)).ShouldBe(Sample.Operation("op-1", "a", state: "SUCCEEDED"));
        (await Storage.Operations.FindAsync("op-2", None)).ShouldBeNull();
    }

    [SkippableFact]
    public async Task ReadPage_WithFilters_ComesNewestFirstAndPageByPage()
    {
        OperationRow[] all = [.. Enumerable.Range(0, 9).Select(i => Sample.Operation($"op-{i}", i % 3 == 0 ? "a" : "b", minute: i / 2, state: i % 2 == 0 ? "FAILED" : "PENDING"))];
        await WriteAsync(Sample.Row("a", 1, new SideRows(null, [.. all])));

        (await ReadAllAsync(null, null)).ShouldBe(["op-8", "op-7", "op-6", "op-5", "op-4", "op-3", "op-2", "op-1", "op-0"]);
        (await ReadAllAsync("FAILED", null)).ShouldBe(["op-8", "op-6", "op-4", "op-2", "op-0"]);
        (await ReadAllAsync("FAILED", "a")).ShouldBe(["op-6", "op-0"]);
    }

    private async Task<List<string>> ReadAllAsync(string? state, string? entity)
    {
        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Storage.Operations.ReadPageAsync(new StoredOperationQuery(state, entity, 2, cursor), None);
            ids.AddRange(page.Items.Select(row => row.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return ids;
    }
}

public sealed class SqliteOperationStoreTests() : OperationStoreCompliance(new SqliteTestDatabase());

[Collection(PostgresServer.Collection)]
public sealed class PostgresOperationStoreTests(PostgresServer server) : OperationStoreCompliance(new PostgresTestDatabase(server));
