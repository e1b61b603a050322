using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Connections;
using Npgsql;

namespace ActorPlatform.Actors.Storage.Nodes;

internal sealed class PostgresNodeStore(IDatabase database, StorageOptions options) : NodeStore(database, NodeSql.Postgres)
{
    /// <summary>The first eight digits of a log file's name are its timeline.</summary>
    private const string RenewRow = """
        WITH renewed AS (
            UPDATE node SET renewed_us = (extract(epoch FROM clock_timestamp()) * 1000000)::bigint WHERE incarnation = @incarnation AND NOT fenced RETURNING 1)
        SELECT EXISTS (SELECT 1 FROM renewed), EXISTS (SELECT 1 FROM node WHERE incarnation = @incarnation), substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)
        """;

    private readonly Lock _gate = new();
    private readonly string _settings = PostgresSettings.Dedicated(options, "heartbeat");
    private NpgsqlConnection? _connection;
    private bool _disposed;

    public override Renewal Renew(long incarnation)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                using var command = new NpgsqlCommand(RenewRow, Open());
                command.Number("incarnation", incarnation);
                using var row = command.ExecuteReader();
                row.Read();
                var result = row.GetBoolean(0) ? RenewResult.Renewed : row.GetBoolean(1) ? RenewResult.Fenced : RenewResult.Missing;
                return new Renewal(result, row.GetString(2));
            }
            catch
            {
                // What the connection is good for is unknown now: the next renewal opens its own.
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

    private NpgsqlConnection Open()
    {
        if (_connection is null)
        {
            var connection = new NpgsqlConnection(_settings);
            _connection = connection;
            connection.Open();
        }

        return _connection;
    }

    private void Drop()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
