using System.Collections.Immutable;
using System.Data.Common;
using ActorPlatform.Actors.Storage.Connections;
using ActorPlatform.Actors.Storage.Paging;

namespace ActorPlatform.Actors.Storage.Commits;

/// <remarks>Both databases take the same statements.</remarks>
/// <param name="memory">How long a command is remembered.</param>
internal sealed class CommitStore(IDatabase database, TimeProvider time, TimeSpan memory) : ICommitStore
{
    /// <summary>In the order that <see cref="Read"/> takes.</summary>
    public const string Columns = "persistence_id, sequence_number, identifier, manifest, message, created";

    private const string FindByCommand =
        $"SELECT {Columns} FROM journal WHERE persistence_id = @entity AND command_id = @command AND created >= @since ORDER BY sequence_number LIMIT 1";

    private const string ReadPage =
        $"SELECT {Columns} FROM journal WHERE persistence_id = @entity AND sequence_number > @after ORDER BY sequence_number LIMIT @limit";

    /// <summary>The condition of the index journal_asked, word by word.</summary>
    private const string ReadAsked = $"""
        SELECT {Columns}, ordering FROM journal
        WHERE command_id NOT LIKE '%:%' AND (@entity IS NULL OR persistence_id = @entity) AND (@before IS NULL OR ordering < @before)
        AND (@since IS NULL OR created >= @since) AND (@until IS NULL OR created < @until)
        ORDER BY ordering DESC LIMIT @limit
        """;

    private const string SnapshotIds = "SELECT DISTINCT persistence_id FROM snapshot";

    public async Task<StoredCommit?> FindByCommandAsync(string persistenceId, string commandId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(FindByCommand)
            .Text("entity", persistenceId).Text("command", commandId).Number("since", (time.GetUtcNow() - memory).UtcTicks);
        return await command.ReadRowAsync(Read, cancellationToken);
    }

    public async Task<ImmutableArray<StoredCommit>> ReadAsync(string persistenceId, long afterSequence, int limit, CancellationToken cancellationToken)
    {
        PageLimit.Check(limit, 1_000);
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(ReadPage).Text("entity", persistenceId).Number("after", afterSequence).Number("limit", limit);
        return await command.ReadRowsAsync(Read, cancellationToken);
    }

    public async Task<ImmutableArray<AskedCommit>> ReadAskedAsync(AskedQuery query, CancellationToken cancellationToken)
    {
        PageLimit.Check(query.Limit, 1_000);
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(ReadAsked)
            .Text("entity", query.PersistenceId).Number("before", query.Before).Number("since", query.Since?.UtcTicks).Number("until", query.Until?.UtcTicks).Number("limit", query.Limit);
        return await command.ReadRowsAsync(static row => new AskedCommit(Read(row), row.GetInt64(6)), cancellationToken);
    }

    public async Task<ImmutableArray<string>> ReadSnapshotIdsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(SnapshotIds);
        return await command.ReadRowsAsync(static row => row.GetString(0), cancellationToken);
    }

    public static StoredCommit Read(DbDataReader row) => new(
        row.GetString(0), row.GetInt64(1), row.IsDBNull(2) ? 0 : row.GetInt32(2), row.Text(3) ?? "", row.GetFieldValue<byte[]>(4), UnixMicroseconds.FromTicks(row.GetInt64(5)));
}
