using System.Diagnostics;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Connections;
using ActorPlatform.Benchmarks.Measuring;
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

    public Rate Run(TimeSpan duration, CancellationToken cancellationToken)
    {
        var latencies = new List<double>();
        var start = Stopwatch.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sent = Stopwatch.GetTimestamp();
            _insert.ExecuteNonQuery();
            latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        return new Rate(latencies.Count, Stopwatch.GetElapsedTime(start), Median.Of(latencies), Median.Quantile(latencies, 0.99), Environment.CpuUsage.TotalTime - cpu);
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }
}
