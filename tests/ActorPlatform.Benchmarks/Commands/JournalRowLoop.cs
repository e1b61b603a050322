using System.Diagnostics;
using ActorPlatform.Actors.Storage;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Journal;
using ActorPlatform.Benchmarks.Measuring;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorPlatform.Benchmarks.Commands;

/// <summary>Single-row commits into the journal's own table, with its indexes: what an engine without grouping writes at least. Without actors, decisions, serialisation and the row of the list.</summary>
internal sealed class JournalRowLoop(IStorage storage, IWriteSession session, int entities, int messageBytes) : IAsyncDisposable
{
    private readonly long[] _sequences = new long[entities];
    private readonly byte[] _message = new byte[messageBytes];
    private readonly Random _order = new(1);

    public static async Task<JournalRowLoop> OpenAsync(StorageOptions options, int entities, int messageBytes, CancellationToken cancellationToken)
    {
        var storage = StorageFactory.Create(options, TimeProvider.System, NullLoggerFactory.Instance);
        await storage.PrepareAsync(cancellationToken);
        return new JournalRowLoop(storage, JournalDatabases.Create(options).CreateWriter(), entities, messageBytes);
    }

    public async Task<Rate> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var latencies = new List<double>();
        var start = Stopwatch.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            var row = NextRow();
            var sent = Stopwatch.GetTimestamp();
            if (await session.WriteAsync([row], cancellationToken) is not [true]) throw new InvalidOperationException($"The journal refused {row.PersistenceId} {row.Sequence}.");
            latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        return new Rate(latencies.Count, Stopwatch.GetElapsedTime(start), Median.Of(latencies), Median.Quantile(latencies, 0.99), Environment.CpuUsage.TotalTime - cpu);
    }

    public async ValueTask DisposeAsync()
    {
        await session.DisposeAsync();
        await storage.DisposeAsync();
    }

    // As long as those of jobs that are asked over HTTP.
    private JournalRow NextRow()
    {
        var entity = _order.Next(entities);
        return new JournalRow
        {
            PersistenceId = $"job|job-{entity:d26}",
            Sequence = ++_sequences[entity],
            CommitId = Guid.NewGuid(),
            CommandId = $"{Guid.NewGuid()}",
            SerializerId = 1,
            Manifest = "commit",
            Payload = _message,
            CreatedTicks = DateTime.UtcNow.Ticks,
            WriterId = $"{entity:d36}",
        };
    }
}
