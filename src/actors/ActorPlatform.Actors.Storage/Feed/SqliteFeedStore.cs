using System.Data.Common;
using ActorPlatform.Actors.Storage.Commits;
using ActorPlatform.Actors.Storage.Connections;
using ActorPlatform.Actors.Storage.Paging;

namespace ActorPlatform.Actors.Storage.Feed;

/// <remarks>There is one writer at a time: ordering is commit order, and what is committed is never held back.</remarks>
internal sealed class SqliteFeedStore(IDatabase database) : IFeedStore
{
    private const string Page = $"SELECT {CommitStore.Columns}, ordering FROM journal WHERE ordering > @ordering ORDER BY ordering LIMIT @limit";

    private const string Bounds = "SELECT (SELECT max(number) FROM generation), coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'journal'), 0)";

    public async Task<FeedPage> ReadAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        PageLimit.Check(limit, 1_000);
        await using var connection = await database.OpenAsync(cancellationToken);
        var newest = await ReadNewestAsync(connection, cancellationToken);
        var start = after is null ? newest with { Ordering = 0 } : FeedPosition.Parse(after);
        // An ordering from the future is one from before an older copy of the file was put back.
        if (start is null || start.Generation != newest.Generation || start.Transaction != 0 || start.Ordering > newest.Ordering)
        {
            return new FeedPage([], after ?? "", Outdated: true);
        }

        await using var command = connection.Command(Page).Number("ordering", start.Ordering).Number("limit", limit);
        var items = await command.ReadRowsAsync(
            row => new FeedItem((newest with { Ordering = row.GetInt64(6) }).ToString(), CommitStore.Read(row)), cancellationToken);
        return new FeedPage(items, items.IsEmpty ? start.ToString() : items[^1].Position, Outdated: false);
    }

    public async Task<string> ReadPositionAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return (await ReadNewestAsync(connection, cancellationToken)).ToString();
    }

    public Task<TimeSpan> ReadLagAsync(CancellationToken cancellationToken) => Task.FromResult(TimeSpan.Zero);

    private static async Task<FeedPosition> ReadNewestAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(Bounds);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new FeedPosition(row.GetInt64(0), 0, row.GetInt64(1));
    }
}
