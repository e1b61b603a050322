using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Connections;
using Microsoft.Data.Sqlite;

namespace ActorPlatform.Benchmarks.Commands;

/// <summary>The least that a durable command can cost on SQLite without grouping: one prepared INSERT, committed by itself, with the engine's own settings of the connection.</summary>
internal sealed class SingleRowLoop : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;

    /// <param name="rowBytes">The size of a row.</param>
    public SingleRowLoop(StorageOptions storage, int rowBytes)
    {
        _connection = SqliteSettings.Open(storage, pooled: false);
        using (var create = _connection.CreateCommand())
        {
            create.CommandText = "PRAGMA journal_mode = WAL; CREATE TABLE bare (id INTEGER PRIMARY KEY, body BLOB NOT NULL)";
            create.ExecuteNonQuery();
        }

        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO bare (body) VALUES (?1)";
        _insert.Parameters.Add(new SqliteParameter("?1", new byte[rowBytes]));
    }

    public Task<Rate> RunAsync(TimeSpan duration, CancellationToken cancellationToken) => Rate.OfLoopAsync(
        () =>
        {
            _insert.ExecuteNonQuery();
            return ValueTask.CompletedTask;
        },
        duration,
        cancellationToken);

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }
}
