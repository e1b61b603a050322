using System.Collections.Immutable;
using ActorPlatform.Actors.Storage.Commits;
using ActorPlatform.Actors.Storage.Connections;
using ActorPlatform.Actors.Storage.Paging;
using Npgsql;
using NpgsqlTypes;

namespace ActorPlatform.Actors.Storage.Feed;

/// <summary>By transaction, and only below the oldest one that is still open.</summary>
/// <remarks>
/// <c>ordering</c> alone has gaps that fill later: A takes 7, B takes 8 and commits, a reader passes 8, A commits 7. Below the snapshot's xmin nothing is open any more, so
/// (xid, ordering) cannot grow there.
/// </remarks>
internal sealed class PostgresFeedStore(IDatabase database, TimeProvider time) : IFeedStore
{
    private const string Page = $"""
        SELECT {CommitStore.Columns}, xid, ordering FROM journal
        WHERE (xid, ordering) > (@xid, @ordering) AND xid < pg_snapshot_xmin(pg_current_snapshot())
        ORDER BY xid, ordering LIMIT @limit
        """;

    private const string Bounds = """
        SELECT coalesce((SELECT max(number) FROM generation), 0), pg_snapshot_xmin(pg_current_snapshot()), pg_snapshot_xmax(pg_current_snapshot())
        """;

    private const string OldestHeldBack = "SELECT min(created) FROM journal WHERE xid >= pg_snapshot_xmin(pg_current_snapshot())";

    public async Task<FeedPage> ReadAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        PageLimit.Check(limit, 1_000);
        await using var connection = (NpgsqlConnection)await database.OpenAsync(cancellationToken);
        var (generation, _, xmax) = await ReadBoundsAsync(connection, cancellationToken);
        var start = after is null ? new FeedPosition(generation, 0, 0) : FeedPosition.Parse(after);
        // A transaction id from the future is one from before a restore.
        if (start is null || start.Generation != generation || start.Transaction > xmax)
        {
            return new FeedPage([], after ?? "", Outdated: true);
        }

        await using var command = new NpgsqlCommand(Page, connection);
        command.Parameters.Add(new NpgsqlParameter("xid", NpgsqlDbType.Xid8) { Value = start.Transaction });
        command.Number("ordering", start.Ordering).Number("limit", limit);
        var items = await command.ReadRowsAsync(
            row => new FeedItem(new FeedPosition(generation, row.GetFieldValue<ulong>(6), row.GetInt64(7)).ToString(), CommitStore.Read(row)),
            cancellationToken);
        return new FeedPage(items, items.IsEmpty ? start.ToString() : items[^1].Position, Outdated: false);
    }

    public async Task<string> ReadPositionAsync(CancellationToken cancellationToken)
    {
        await using var connection = (NpgsqlConnection)await database.OpenAsync(cancellationToken);
        var (generation, xmin, _) = await ReadBoundsAsync(connection, cancellationToken);
        return new FeedPosition(generation, xmin, 0).ToString();
    }

    public async Task<TimeSpan> ReadLagAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(OldestHeldBack);
        var oldest = await command.ExecuteScalarAsync(cancellationToken);
        var lag = oldest is long ticks ? time.GetUtcNow() - UnixMicroseconds.FromTicks(ticks) : TimeSpan.Zero;
        return lag > TimeSpan.Zero ? lag : TimeSpan.Zero;
    }

    private static async Task<(long Generation, ulong Xmin, ulong Xmax)> ReadBoundsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Bounds, connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return (row.GetInt64(0), row.GetFieldValue<ulong>(1), row.GetFieldValue<ulong>(2));
    }
}
