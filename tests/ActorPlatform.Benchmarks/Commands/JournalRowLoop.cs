using ActorPlatform.Actors.Storage;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Journal;
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

    public Task<Rate> RunAsync(TimeSpan duration, CancellationToken cancellationToken) => Rate.OfLoopAsync(
        async () =>
        {
            var row = NextRow();
            if (await session.WriteAsync([row], cancellationToken) is not [true]) throw new InvalidOperationException($"The journal refused {row.PersistenceId} {row.Sequence}.");
        },
        duration,
        cancellationToken);

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
