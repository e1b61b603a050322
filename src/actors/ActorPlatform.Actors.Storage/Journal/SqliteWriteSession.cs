using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Connections;
using Microsoft.Data.Sqlite;

namespace ActorPlatform.Actors.Storage.Journal;

/// <summary>One connection, one transaction a group, one prepared statement a row.</summary>
internal sealed class SqliteWriteSession(StorageOptions options) : IWriteSession
{
    private Statements? _statements;

    public ValueTask<bool[]> WriteAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            _statements ??= new Statements(SqliteSettings.Open(options, pooled: false));
            using var transaction = _statements.Begin();
            var accepted = new bool[rows.Count];
            for (var i = 0; i < accepted.Length; i++)
            {
                accepted[i] = _statements.Write(rows[i]);
            }

            transaction.Commit();
            return ValueTask.FromResult(accepted);
        }
        catch
        {
            Drop();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        Drop();
        return ValueTask.CompletedTask;
    }

    private void Drop()
    {
        _statements?.Dispose();
        _statements = null;
    }

    private sealed class Statements(SqliteConnection connection) : IDisposable
    {
        private readonly SqliteStatement _journal = new(connection, SqliteWriteSql.Journal, 10);
        private readonly SqliteStatement _list = new(connection, SqliteWriteSql.List, 13);
        private readonly SqliteStatement _operation = new(connection, SqliteWriteSql.Operation, 7);

        /// <summary>Takes the write lock at once: a transaction that begins by reading may not be able to write later.</summary>
        public SqliteTransaction Begin()
        {
            var transaction = connection.BeginTransaction(deferred: false);
            _journal.Transaction = _list.Transaction = _operation.Transaction = transaction;
            return transaction;
        }

        /// <summary>False when the journal refuses the row; then nothing beside it is written either.</summary>
        public bool Write(JournalRow row)
        {
            if (_journal.Run(
                row.PersistenceId, row.Sequence, row.CreatedTicks, row.SerializerId, row.Manifest, row.Payload, row.WriterId, row.CommandId, row.CommitId.ToByteArray(),
                row.Sequence - 1) == 0)
            {
                return false;
            }

            foreach (var (commit, list) in SideRowsOf.Lists([row]))
            {
                _list.Run(
                    list.Id, commit.Sequence, list.Tenant, list.Name, SideRowsOf.Search(list), list.Status, list.Health, list.Cluster, list.Labels, list.Owes,
                    list.DueAt?.ToMicroseconds(), list.UpdatedAt.ToMicroseconds(), list.Body);
            }

            foreach (var (commit, operation) in SideRowsOf.Operations([row]))
            {
                _operation.Run(
                    operation.Id, commit.Sequence, operation.EntityId, operation.Kind, operation.State, operation.AcceptedAt.ToMicroseconds(), operation.Body);
            }

            return true;
        }

        public void Dispose()
        {
            _journal.Dispose();
            _list.Dispose();
            _operation.Dispose();
            connection.Dispose();
        }
    }
}
