using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Connections;
using Microsoft.Data.Sqlite;

namespace ActorPlatform.Actors.Storage.Nodes;

/// <remarks>
/// A renewal reads and does not write: the file's lock already proves that no other process owns anything, and a write would queue behind the journal's groups, so that load
/// could make a living node look dead.
/// </remarks>
internal sealed class SqliteNodeStore(IDatabase database, StorageOptions options) : NodeStore(database, NodeSql.Sqlite)
{
    private const string ReadRow = "SELECT fenced FROM node WHERE incarnation = @incarnation";

    private readonly Lock _gate = new();
    private SqliteConnection? _connection;
    private bool _disposed;

    public override Renewal Renew(long incarnation)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                _connection ??= SqliteSettings.Open(options, pooled: false);
                using var command = _connection.Command(ReadRow).Number("incarnation", incarnation);
                var result = command.ExecuteScalar() switch
                {
                    null => RenewResult.Missing,
                    0L => RenewResult.Renewed,
                    _ => RenewResult.Fenced,
                };
                return new Renewal(result, "");
            }
            catch
            {
                Drop();
                throw;
            }
        }
    }

    public override void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Drop();
        }
    }

    private void Drop()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
