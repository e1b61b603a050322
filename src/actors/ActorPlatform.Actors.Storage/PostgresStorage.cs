using ActorPlatform.Actors.Storage.Commits;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Connections;
using ActorPlatform.Actors.Storage.Feed;
using ActorPlatform.Actors.Storage.Lists;
using ActorPlatform.Actors.Storage.Nodes;
using ActorPlatform.Actors.Storage.Operations;
using ActorPlatform.Actors.Storage.Schema;
using DbUp;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ActorPlatform.Actors.Storage;

internal sealed partial class PostgresStorage : IStorage
{
    /// <summary>Programs that start together migrate one after the other.</summary>
    private const string Lock = "SELECT pg_advisory_lock(hashtext('actorplatform schema ' || $1))";

    /// <summary>The cluster and its timeline: another cluster after a dump and restore, another timeline after a promotion.</summary>
    private const string NoteGeneration = """
        WITH here AS (SELECT (SELECT system_identifier FROM pg_control_system()) || '/' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) AS identifier),
             newest AS (SELECT number, identifier FROM generation ORDER BY number DESC LIMIT 1)
        INSERT INTO generation (number, identifier, since_us)
        SELECT coalesce((SELECT number FROM newest), 0) + 1, here.identifier, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint
        FROM here WHERE NOT EXISTS (SELECT 1 FROM newest WHERE newest.identifier = here.identifier)
        RETURNING number
        """;

    private readonly StorageOptions _options;
    private readonly ILoggerFactory _logs;
    private readonly PostgresDatabase _database;
    private readonly PostgresNodeStore _nodes;

    public PostgresStorage(StorageOptions options, TimeProvider time, ILoggerFactory logs)
    {
        _options = options;
        _logs = logs;
        _database = new PostgresDatabase(options);
        _nodes = new PostgresNodeStore(_database, options);
        Lists = new PostgresListStore(_database);
        Operations = new OperationStore(_database);
        Commits = new CommitStore(_database, time, options.CommandMemory);
        Feed = new PostgresFeedStore(_database, time);
    }

    public IListStore Lists { get; }

    public IOperationStore Operations { get; }

    public INodeStore Nodes => _nodes;

    public ICommitStore Commits { get; }

    public IFeedStore Feed { get; }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var settings = PostgresSettings.Dedicated(_options, "schema");
        await using var connection = new NpgsqlConnection(settings);
        await connection.OpenAsync(cancellationToken);
        await using (var turn = new NpgsqlCommand(Lock, connection) { Parameters = { new() { Value = _options.Postgres.Schema } } })
        {
            await turn.ExecuteNonQueryAsync(cancellationToken);
        }

        using var identifiers = new NpgsqlCommandBuilder();
        await ExecuteAsync(connection, $"CREATE SCHEMA IF NOT EXISTS {identifiers.QuoteIdentifier(_options.Postgres.Schema)}", cancellationToken);
        new Migrator(_logs).Run(DeployChanges.To.PostgresqlDatabase(settings).JournalToPostgresqlTable(_options.Postgres.Schema, Migrator.Table), "Postgres");
        await NoteGenerationAsync(connection, cancellationToken);
    }

    public async Task PingAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        await using var command = connection.Command("SELECT 1");
        await command.ExecuteScalarAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _nodes.Dispose();
        await _database.DisposeAsync();
    }

    // Whoever notes it says it, once for all programs: the incarnations that could have seen it happen may have been dead.
    private async Task NoteGenerationAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(NoteGeneration, connection);
        if (await command.ExecuteScalarAsync(cancellationToken) is long and > 1 and var number)
        {
            LogOtherDatabase(_logs.CreateLogger<PostgresStorage>(), number);
        }
    }

    [LoggerMessage(3010, LogLevel.Warning, "The database is not the one of before: a standby was promoted, or a backup restored (generation {Number}). What was written last may be lost; all else holds, and event positions of before are answered 410.")]
    private static partial void LogOtherDatabase(ILogger logger, long number);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
