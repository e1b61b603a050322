using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Connections;
using Npgsql;

namespace ActorPlatform.Actors.Storage.Nodes;

internal sealed class PostgresNodeStore(IDatabase database, StorageOptions options) : NodeStore<NpgsqlConnection>(database, NodeSql.Postgres)
{
    /// <summary>The first eight digits of a log file's name are its timeline.</summary>
    private const string RenewRow = """
        WITH renewed AS (
            UPDATE node SET renewed_us = (extract(epoch FROM clock_timestamp()) * 1000000)::bigint WHERE incarnation = @incarnation AND NOT fenced RETURNING 1)
        SELECT EXISTS (SELECT 1 FROM renewed), EXISTS (SELECT 1 FROM node WHERE incarnation = @incarnation), substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)
        """;

    private readonly string _settings = PostgresSettings.Dedicated(options, "heartbeat");

    protected override NpgsqlConnection Open()
    {
        var connection = new NpgsqlConnection(_settings);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    protected override Renewal Renew(NpgsqlConnection connection, long incarnation)
    {
        using var command = new NpgsqlCommand(RenewRow, connection);
        command.Number("incarnation", incarnation);
        using var row = command.ExecuteReader();
        row.Read();
        var result = row.GetBoolean(0) ? RenewResult.Renewed : row.GetBoolean(1) ? RenewResult.Fenced : RenewResult.Missing;
        return new Renewal(result, row.GetString(2));
    }
}
