using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Connections;
using Microsoft.Data.Sqlite;

namespace ActorPlatform.Actors.Storage.Journal;

/// <remarks>There is no round trip to save: one prepared statement an entity.</remarks>
internal sealed class SqliteReadSession(StorageOptions options) : IReadSession
{
    private const string Events = """
        SELECT sequence_number, identifier, manifest, message, writer_uuid, created, deleted FROM journal
        WHERE persistence_id = ?1 AND sequence_number >= ?2 ORDER BY sequence_number LIMIT ?3
        """;

    private const string Highest = "SELECT max(sequence_number) FROM journal WHERE persistence_id = ?1";

    private const string Snapshot = """
        SELECT persistence_id, sequence_number, created, serializer_id, manifest, snapshot FROM snapshot
        WHERE persistence_id = ?1 ORDER BY sequence_number DESC LIMIT 1
        """;

    private Statements? _statements;

    public ValueTask<IReadOnlyList<JournalEvent>[]> ReadAsync(IReadOnlyList<JournalRange> ranges, int page, CancellationToken cancellationToken) =>
        Run(statements => ranges.Select(IReadOnlyList<JournalEvent> (range) => statements.ReadEvents(range, page)).ToArray(), cancellationToken);

    public ValueTask<long[]> ReadHighestAsync(IReadOnlyList<string> persistenceIds, CancellationToken cancellationToken) =>
        Run(statements => persistenceIds.Select(statements.ReadHighest).ToArray(), cancellationToken);

    public ValueTask<SnapshotRow?[]> ReadSnapshotsAsync(IReadOnlyList<string> persistenceIds, CancellationToken cancellationToken) =>
        Run(statements => persistenceIds.Select(statements.ReadSnapshot).ToArray(), cancellationToken);

    public ValueTask DisposeAsync()
    {
        Drop();
        return ValueTask.CompletedTask;
    }

    private ValueTask<T> Run<T>(Func<Statements, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            _statements ??= new Statements(SqliteSettings.Open(options, pooled: false));
            return ValueTask.FromResult(read(_statements));
        }
        catch
        {
            Drop();
            throw;
        }
    }

    private void Drop()
    {
        _statements?.Dispose();
        _statements = null;
    }

    private sealed class Statements(SqliteConnection connection) : IDisposable
    {
        private readonly SqliteStatement _events = new(connection, Events, 3);
        private readonly SqliteStatement _highest = new(connection, Highest, 1);
        private readonly SqliteStatement _snapshot = new(connection, Snapshot, 1);

        public List<JournalEvent> ReadEvents(JournalRange range, int page)
        {
            var events = new List<JournalEvent>();
            using var row = _events.Read(range.PersistenceId, range.From, page);
            while (row.Read())
            {
                events.Add(new JournalEvent(
                    row.GetInt64(0), row.IsDBNull(1) ? 0 : row.GetInt32(1), row.Text(2) ?? "", row.GetFieldValue<byte[]>(3), row.Text(4) ?? "", row.GetInt64(5),
                    row.GetBoolean(6)));
            }

            return events;
        }

        public long ReadHighest(string persistenceId)
        {
            using var row = _highest.Read(persistenceId);
            return row.Read() && !row.IsDBNull(0) ? row.GetInt64(0) : 0;
        }

        public SnapshotRow? ReadSnapshot(string persistenceId)
        {
            using var row = _snapshot.Read(persistenceId);
            return row.Read()
                ? new SnapshotRow(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt32(3), row.Text(4) ?? "", row.GetFieldValue<byte[]>(5))
                : null;
        }

        public void Dispose()
        {
            _events.Dispose();
            _highest.Dispose();
            _snapshot.Dispose();
            connection.Dispose();
        }
    }
}
