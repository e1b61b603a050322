using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Connections;
using Npgsql;
using static NpgsqlTypes.NpgsqlDbType;

namespace ActorPlatform.Actors.Storage.Journal;

/// <remarks>LATERAL with a limit inside: each entity is one walk along the index, whatever the planner believes of a young table.</remarks>
internal sealed class PostgresReadSession(StorageOptions options, ConnectionEpoch epoch) : IReadSession
{
    private const string Events = """
        SELECT wanted.place, e.sequence_number, e.identifier, e.manifest, e.message, e.writer_uuid, e.created, e.deleted
        FROM unnest($1, $2) WITH ORDINALITY AS wanted (persistence_id, first, place)
        CROSS JOIN LATERAL (
            SELECT * FROM journal j WHERE j.persistence_id = wanted.persistence_id AND j.sequence_number >= wanted.first
            ORDER BY j.sequence_number LIMIT $3) AS e
        ORDER BY wanted.place, e.sequence_number
        """;

    private const string Highest = """
        SELECT wanted.place, (SELECT max(j.sequence_number) FROM journal j WHERE j.persistence_id = wanted.persistence_id)
        FROM unnest($1) WITH ORDINALITY AS wanted (persistence_id, place)
        """;

    private const string Snapshots = """
        SELECT wanted.place, s.persistence_id, s.sequence_number, s.created, s.serializer_id, s.manifest, s.snapshot
        FROM unnest($1) WITH ORDINALITY AS wanted (persistence_id, place)
        CROSS JOIN LATERAL (SELECT * FROM snapshot n WHERE n.persistence_id = wanted.persistence_id ORDER BY n.sequence_number DESC LIMIT 1) AS s
        """;

    private readonly PostgresConnection _connection = new(PostgresSettings.Dedicated(options, "journal reader"), epoch);

    public async ValueTask<IReadOnlyList<JournalEvent>[]> ReadAsync(IReadOnlyList<JournalRange> ranges, int page, CancellationToken cancellationToken)
    {
        var found = ranges.Select(_ => new List<JournalEvent>()).ToArray();
        await RunAsync(
            Events,
            [Text | NpgsqlTypes.NpgsqlDbType.Array, Bigint | NpgsqlTypes.NpgsqlDbType.Array, Integer],
            [ranges.Select(range => range.PersistenceId).ToArray(), ranges.Select(range => range.From).ToArray(), page],
            row => found[row.GetInt64(0) - 1].Add(ReadEvent(row)),
            cancellationToken);
        return found;
    }

    public async ValueTask<long[]> ReadHighestAsync(IReadOnlyList<string> persistenceIds, CancellationToken cancellationToken)
    {
        var highest = new long[persistenceIds.Count];
        await RunAsync(
            Highest,
            [Text | NpgsqlTypes.NpgsqlDbType.Array],
            [persistenceIds.ToArray()],
            row => highest[row.GetInt64(0) - 1] = row.IsDBNull(1) ? 0 : row.GetInt64(1),
            cancellationToken);
        return highest;
    }

    public async ValueTask<SnapshotRow?[]> ReadSnapshotsAsync(IReadOnlyList<string> persistenceIds, CancellationToken cancellationToken)
    {
        var snapshots = new SnapshotRow?[persistenceIds.Count];
        await RunAsync(
            Snapshots,
            [Text | NpgsqlTypes.NpgsqlDbType.Array],
            [persistenceIds.ToArray()],
            row => snapshots[row.GetInt64(0) - 1] =
                new SnapshotRow(row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt32(4), row.Text(5) ?? "", row.GetFieldValue<byte[]>(6)),
            cancellationToken);
        return snapshots;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task RunAsync(
        string statement, NpgsqlTypes.NpgsqlDbType[] types, object[] values, Action<NpgsqlDataReader> read, CancellationToken cancellationToken)
    {
        try
        {
            var command = await _connection.PrepareAsync(statement, types, cancellationToken);
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters[i].Value = values[i];
            }

            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                read(reader);
            }
        }
        catch
        {
            await _connection.DropAsync();
            throw;
        }
    }

    private static JournalEvent ReadEvent(NpgsqlDataReader row) => new(
        row.GetInt64(1), row.IsDBNull(2) ? 0 : row.GetInt32(2), row.Text(3) ?? "", row.GetFieldValue<byte[]>(4), row.Text(5) ?? "", row.GetInt64(6), row.GetBoolean(7));
}
