using System.Collections.Immutable;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Connections;
using Npgsql;
using NpgsqlTypes;

namespace ActorPlatform.Actors.Storage.Nodes;

internal sealed class PostgresNodeStore(IDatabase database, StorageOptions options) : NodeStore<NpgsqlConnection>(database, options, NodeSql.Postgres)
{
    /// <summary>More living nodes than that are no installation but a fault.</summary>
    private const int MostRows = 1000;

    /// <summary>The first eight digits of a log file's name are its timeline.</summary>
    private const string RenewRow = """
        WITH renewed AS (
            UPDATE node SET renewed_us = (extract(epoch FROM clock_timestamp()) * 1000000)::bigint, renewals = renewals + 1 WHERE incarnation = $1 AND NOT fenced RETURNING 1)
        SELECT EXISTS (SELECT 1 FROM renewed), EXISTS (SELECT 1 FROM node WHERE incarnation = $1), substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)
        """;

    private static readonly string s_readPresent = $"SELECT {NodeSql.Columns} FROM node WHERE NOT gone ORDER BY incarnation LIMIT {MostRows}";

    private readonly IDatabase _database = database;
    private readonly string _heartbeat = PostgresSettings.Prompt(options, "heartbeat");
    private readonly string _turn = PostgresSettings.Dedicated(options, "bootstrap");
    private readonly string _schema = options.Postgres.Schema;

    public override bool IsShared => true;

    public override Task<IJoinTurn?> TryTakeTurnAsync(CancellationToken cancellationToken) => PostgresJoinTurn.TryTakeAsync(_turn, _schema, cancellationToken);

    public override async Task<ImmutableArray<long>> FenceAsync(FenceOrder order, CancellationToken cancellationToken)
    {
        await using var connection = (NpgsqlConnection)await _database.OpenAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(PostgresFencing.OneAtATime) { Parameters = { new() { Value = _schema } } });
        batch.BatchCommands.Add(PostgresFencing.Of(order));
        await using var fenced = await batch.ExecuteReaderAsync(cancellationToken);
        await fenced.NextResultAsync(cancellationToken);
        var incarnations = ImmutableArray.CreateBuilder<long>();
        while (await fenced.ReadAsync(cancellationToken)) incarnations.Add(fenced.GetInt64(0));
        return incarnations.ToImmutable();
    }

    public override async Task<int> EndSessionsAsync(long incarnation, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        await using var command = connection.Command(PostgresFencing.EndSessions).Number("incarnation", incarnation);
        return (int)(long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    protected override NpgsqlConnection Open()
    {
        var connection = new NpgsqlConnection(_heartbeat);
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
        // One round trip. The rows are read by a statement of its own, after the renewal.
        using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(RenewRow) { Parameters = { new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = incarnation } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(s_readPresent));
        using var row = batch.ExecuteReader();
        row.Read();
        var result = row.GetBoolean(0) ? RenewResult.Renewed : row.GetBoolean(1) ? RenewResult.Fenced : RenewResult.Missing;
        var timeline = row.GetString(2);
        row.NextResult();
        var rows = ImmutableArray.CreateBuilder<NodeRow>();
        while (row.Read()) rows.Add(Read(row));

        // Whoever is missing among the rows counts as gone, so a list that was cut short must not be read as a whole one.
        if (rows.Count == MostRows) throw new NpgsqlException($"There are {MostRows} rows of nodes that are not gone: something starts nodes without end. Look at the table node.");
        return new Renewal(result, timeline) { Rows = rows.ToImmutable() };
    }
}
