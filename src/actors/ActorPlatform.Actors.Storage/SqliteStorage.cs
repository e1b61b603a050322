using ActorPlatform.Actors.Storage.Commits;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Connections;
using ActorPlatform.Actors.Storage.Feed;
using ActorPlatform.Actors.Storage.Lists;
using ActorPlatform.Actors.Storage.Nodes;
using ActorPlatform.Actors.Storage.Operations;
using ActorPlatform.Actors.Storage.Schema;
using DbUp;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Storage;

internal sealed class SqliteStorage : IStorage
{
    private readonly StorageOptions _options;
    private readonly ILoggerFactory _logs;
    private readonly SqliteDatabase _database;
    private readonly SqliteNodeStore _nodes;
    private SqliteFileLock? _lock;

    public SqliteStorage(StorageOptions options, TimeProvider time, ILoggerFactory logs)
    {
        _options = options;
        _logs = logs;
        _database = new SqliteDatabase(options);
        _nodes = new SqliteNodeStore(_database, options);
        Lists = new SqliteListStore(_database);
        Operations = new OperationStore(_database);
        Commits = new CommitStore(_database, time, options.CommandMemory);
        Feed = new SqliteFeedStore(_database);
    }

    public IListStore Lists { get; }

    public IOperationStore Operations { get; }

    public INodeStore Nodes => _nodes;

    public ICommitStore Commits { get; }

    public IFeedStore Feed { get; }

    public Task PrepareAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_options.Sqlite.Path))!);
            _lock ??= SqliteFileLock.Take(_options.Sqlite.Path);
            SetLogMode();
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StorageSchemaException(
                $"The database {Path.GetFullPath(_options.Sqlite.Path)} cannot be written: {exception.Message} Nothing was changed. Check the file, its folder's rights and the space left.",
                exception);
        }

        new Migrator(_logs).Run(DeployChanges.To.SqliteDatabase(SqliteSettings.ConnectionString(_options)).JournalToSqliteTable(Migrator.Table), "Sqlite");
        return Task.CompletedTask;
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
        _lock?.Dispose();
    }

    private void SetLogMode()
    {
        using var connection = SqliteSettings.Open(_options, pooled: false);
        using var command = connection.Command("PRAGMA journal_mode = WAL");
        if (command.ExecuteScalar() is not "wal")
        {
            throw new StorageSchemaException(
                $"The database {Path.GetFullPath(_options.Sqlite.Path)} cannot use a write-ahead log where it is (a network file system?). Nothing was changed. Put it on a local disk.");
        }
    }
}
