using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Connections;
using ActorPlatform.Actors.Storage.Rows;
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
        private readonly SqliteWriteStatement _journal = new(connection, SqliteWriteSql.Journal);
        private readonly SqliteWriteStatement _listUnderItsName = new(connection, SqliteWriteSql.ListUnderItsName);
        private readonly SqliteWriteStatement _list = new(connection, SqliteWriteSql.List);
        private readonly SqliteWriteStatement _operation = new(connection, SqliteWriteSql.Operation);

        /// <summary>Takes the write lock at once: a transaction that begins by reading may not be able to write later.</summary>
        public SqliteTransaction Begin() => connection.BeginTransaction(deferred: false);

        /// <summary>False when the journal refuses the row; then nothing beside it is written either.</summary>
        public bool Write(JournalRow row)
        {
            if (_journal.Run(
                row.PersistenceId, row.Sequence, row.CreatedTicks, row.SerializerId, row.Manifest, row.Payload, row.WriterId, row.CommandId, row.CommitId.ToByteArray(),
                row.Sequence - 1) == 0)
            {
                return false;
            }

            if (row.Rows?.List is { } list)
            {
                Write(list, row.Sequence);
            }

            foreach (var operation in SideRowsOf.Operations(row))
            {
                _operation.Run(
                    operation.Id, row.Sequence, operation.EntityId, operation.Kind, operation.State, operation.AcceptedAt.ToMicroseconds(), operation.Body);
            }

            return true;
        }

        public void Dispose()
        {
            _journal.Dispose();
            _listUnderItsName.Dispose();
            _list.Dispose();
            _operation.Dispose();
            connection.Dispose();
        }

        private void Write(ListRow list, long sequence)
        {
            ReadOnlySpan<SqliteValue> values =
            [
                list.Id, sequence, list.Tenant, list.Name, SideRowsOf.Search(list), list.Status, list.Health, list.Cluster, list.Labels, list.Owes,
                list.DueAt?.ToMicroseconds(), list.UpdatedAt.ToMicroseconds(), list.Body, list.Kind, list.RestoredAt?.ToMicroseconds(),
            ];
            if (_listUnderItsName.Run(values) == 0)
            {
                _list.Run(values);
            }
        }
    }
}
