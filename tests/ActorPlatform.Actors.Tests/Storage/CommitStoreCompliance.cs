using System.Text;
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
}

public sealed class SqliteCommitStoreTests() : CommitStoreCompliance(new SqliteTestDatabase());

[Collection(PostgresServer.Collection)]
public sealed class PostgresCommitStoreTests(PostgresServer server) : CommitStoreCompliance(new PostgresTestDatabase(server));
