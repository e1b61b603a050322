using System.Data.Common;
using ActorPlatform.Actors.Storage.Feed;
using ActorPlatform.Actors.Tests.Storage.Databases;

namespace ActorPlatform.Actors.Tests.Storage;

public abstract class FeedStoreCompliance(ITestDatabase database) : StorageTest(database)
{
    private protected IFeedStore Feed => Storage.Feed;

    [SkippableFact]
    public async Task Read_PageByPage_ShowsEachCommitOnceInCommitOrder()
    {
        await WriteAsync(Sample.Row("a", 1), Sample.Row("b", 1));
        await WriteAsync(Sample.Row("a", 2));
        await WriteAsync(Sample.Row("b", 2), Sample.Row("c", 1));

        var read = new List<string>();
        string? after = null;
        for (var page = await Feed.ReadAsync(after, 2, None); !page.Items.IsEmpty; page = await Feed.ReadAsync(after, 2, None))
        {
            read.AddRange(page.Items.Select(NameOf));
            after = page.Next;
        }

        read.ShouldBe(["a@1", "b@1", "a@2", "b@2", "c@1"]);
    }

    [SkippableFact]
    public async Task Read_PositionTakenBefore_ShowsExactlyWhatCameAfter()
    {
        await WriteAsync(Sample.Row("a", 1));
        var position = await Feed.ReadPositionAsync(None);
        (await Feed.ReadAsync(position, 10, None)).Items.ShouldBeEmpty();

        await WriteAsync(Sample.Row("a", 2));

        (await Feed.ReadAsync(position, 10, None)).Items.Select(NameOf).ShouldBe(["a@2"]);
    }

    [SkippableFact]
    public async Task Read_NothingNew_GivesTheAskedPositionBack()
    {
        await WriteAsync(Sample.Row("a", 1));
        var end = (await Feed.ReadAsync(null, 10, None)).Next;

        var page = await Feed.ReadAsync(end, 10, None);

        (page.Next, page.Outdated).ShouldBe((end, false));
        (await Feed.ReadLagAsync(None)).ShouldBe(TimeSpan.Zero);
    }

    [SkippableTheory]
    [InlineData("nonsense")]
    [InlineData("-1.0.0")]
    [InlineData("999999999999.0.0")]
    public async Task Read_UnknownPosition_IsOutdated(string position)
    {
        var page = await Feed.ReadAsync(position, 10, None);

        (page.Outdated, page.Items.IsEmpty).ShouldBe((true, true));
    }

    [SkippableFact]
    public async Task Read_PositionFromTheFuture_IsOutdated()
    {
        await WriteAsync(Sample.Row("a", 1));
        var parts = (await Feed.ReadPositionAsync(None)).Split('.');

        var page = await Feed.ReadAsync($"{parts[0]}.{Later(parts[1])}.{Later(parts[2])}", 10, None);

        page.Outdated.ShouldBeTrue();
    }

    [SkippableFact]
    public async Task Prepare_DatabaseWasRestoredElsewhere_OldPositionsAreOutdated()
    {
        await WriteAsync(Sample.Row("a", 1));
        var before = await Feed.ReadPositionAsync(None);

        await RestoreElsewhereAsync();
        await Storage.PrepareAsync(None);

        (await Feed.ReadAsync(before, 10, None)).Outdated.ShouldBeTrue();
        (await Feed.ReadAsync(null, 10, None)).Items.Select(NameOf).ShouldBe(["a@1"]);
    }

    protected abstract Task RestoreElsewhereAsync();

    private protected static string NameOf(FeedItem item) => $"{item.Commit.PersistenceId}@{item.Commit.Sequence}";

    private static string Later(string number) => number == "0" ? "0" : $"{ulong.Parse(number) + 1000}";
}

public sealed class SqliteFeedStoreTests() : FeedStoreCompliance(new SqliteTestDatabase())
{
    // Another file has another random number.
    protected override Task RestoreElsewhereAsync() => ExecuteAsync("UPDATE generation SET number = number + 1");
}

[Collection(PostgresServer.Collection)]
public sealed class PostgresFeedStoreTests(PostgresServer server) : FeedStoreCompliance(new PostgresTestDatabase(server))
{
    private const string Insert = """
        INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, identifier, manifest)
        VALUES (639000000000000000, false, 'slow', 1, 'x', 7, 'test-1') RETURNING ordering
        """;

    protected override Task RestoreElsewhereAsync() => ExecuteAsync("UPDATE generation SET identifier = 'another cluster'");

    [SkippableFact]
    public async Task Read_EarlierTransactionStillOpen_HoldsLaterCommitsBackAndSkipsNothing()
    {
        _ = Storage;
        // A takes an ordering and stays open. B: takes a later one and commits. A reader that passed B would never see A.
        await using var slow = await Database.OpenAsync();
        await using var transaction = await slow.BeginTransactionAsync();
        await ExecuteAsync(slow, Insert);
        await WriteAsync(Sample.Row("fast", 1));

        var held = await Feed.ReadAsync(null, 10, None);
        held.Items.ShouldBeEmpty();
        Time.Advance(TimeSpan.FromSeconds(30));
        (await Feed.ReadLagAsync(None)).ShouldBe(TimeSpan.FromSeconds(29));
        await transaction.CommitAsync();

        (await Feed.ReadAsync(held.Next, 10, None)).Items.Select(NameOf).ShouldBe(["slow@1", "fast@1"]);
    }

    /// <summary>Negative control: what the feed guards against does happen here to a reader that goes by ordering alone.</summary>
    [SkippableFact]
    public async Task ReadByOrderingAlone_EarlierTransactionStillOpen_SkipsItsCommit()
    {
        _ = Storage;
        await using var slow = await Database.OpenAsync();
        await using var transaction = await slow.BeginTransactionAsync();
        await ExecuteAsync(slow, Insert);
        await WriteAsync(Sample.Row("fast", 1));

        await using var reader = await Database.OpenAsync();
        var passed = await ScalarAsync(reader, "SELECT max(ordering) FROM journal");
        await transaction.CommitAsync();

        (await ScalarAsync(reader, $"SELECT count(*) FROM journal WHERE ordering > {passed}")).ShouldBe(0);
    }

    private static async Task ExecuteAsync(DbConnection connection, string statement) => await ScalarAsync(connection, statement);

    private static async Task<long> ScalarAsync(DbConnection connection, string statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
