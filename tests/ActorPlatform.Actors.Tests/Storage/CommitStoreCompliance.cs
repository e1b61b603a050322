using System.Text;
using ActorPlatform.Actors.Storage.Commits;
using ActorPlatform.Actors.Tests.Storage.Databases;

namespace ActorPlatform.Actors.Tests.Storage;

public abstract class CommitStoreCompliance(ITestDatabase database) : StorageTest(database)
{
    [SkippableFact]
    public async Task FindByCommand_WithinTheMemory_ReturnsTheCommit()
    {
        await WriteAsync(Sample.Row("a", 1), Sample.Row("b", 1));
        await WriteAsync(Sample.Row("a", 2));
        Time.Advance(TimeSpan.FromDays(6.9));

        var found = (await Storage.Commits.FindByCommandAsync("a", "command-2", None)).ShouldNotBeNull();

        (found.PersistenceId, found.Sequence, found.SerializerId, found.Manifest).ShouldBe(("a", 2, 7, "test-1"));
        Encoding.UTF8.GetString(found.Payload.Span).ShouldBe("a@2");
        found.WrittenAt.ShouldBe(Sample.Start.AddSeconds(2));
        (await Storage.Commits.FindByCommandAsync("b", "command-2", None)).ShouldBeNull();
    }

    [SkippableFact]
    public async Task FindByCommand_OlderThanTheMemory_ReturnsNull()
    {
        await WriteAsync(Sample.Row("a", 1));
        Time.Advance(TimeSpan.FromDays(7.1));

        (await Storage.Commits.FindByCommandAsync("a", "command-1", None)).ShouldBeNull();
    }

    [SkippableFact]
    public async Task Read_PageByPage_ReturnsTheEntitysCommitsOldestFirst()
    {
        for (var i = 1; i <= 5; i++)
        {
            await WriteAsync(Sample.Row("a", i), Sample.Row("b", i));
        }

        (await Storage.Commits.ReadAsync("a", 0, 3, None)).Select(commit => commit.Sequence).ShouldBe([1, 2, 3]);
        (await Storage.Commits.ReadAsync("a", 3, 3, None)).Select(commit => commit.Sequence).ShouldBe([4, 5]);
        (await Storage.Commits.ReadAsync("a", 5, 3, None)).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task ReadAsked_NewestFirst_LeavesOutTheEnginesOwn()
    {
        for (var i = 1; i <= 3; i++)
        {
            await WriteAsync(Sample.Row("a", i), Sample.Row("b", i) with { CommandId = i == 2 ? "outcome:submit:1@2" : i == 3 ? null : "r-1" });
        }

        (await AskedAsync(new AskedQuery(null, null, null, null, 10))).ShouldBe(["a@3", "a@2", "b@1", "a@1"], ignoreOrder: false);
        (await AskedAsync(new AskedQuery("a", null, null, null, 2))).ShouldBe(["a@3", "a@2"]);
        (await AskedAsync(new AskedQuery(null, null, Sample.Start.AddSeconds(2), Sample.Start.AddSeconds(3), 10))).ShouldBe(["a@2"]);
        var first = (await Storage.Commits.ReadAskedAsync(new AskedQuery(null, null, null, null, 1), None))[0];
        (await AskedAsync(new AskedQuery(null, first.Place, null, null, 1))).ShouldBe(["a@2"]);
    }

    private async Task<IEnumerable<string>> AskedAsync(AskedQuery query) =>
        (await Storage.Commits.ReadAskedAsync(query, None)).Select(asked => $"{asked.Commit.PersistenceId}@{asked.Commit.Sequence}");
}

public sealed class SqliteCommitStoreTests() : CommitStoreCompliance(new SqliteTestDatabase());

[Collection(PostgresServer.Collection)]
public sealed class PostgresCommitStoreTests(PostgresServer server) : CommitStoreCompliance(new PostgresTestDatabase(server));
