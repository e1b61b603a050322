using ActorPlatform.Actors.Storage;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Journal;
using ActorPlatform.Actors.Tests.Storage.Databases;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ActorPlatform.Actors.Tests.Storage;

/// <summary>A prepared storage on an empty database; skipped by name where the database cannot be had.</summary>
public abstract class StorageTest(ITestDatabase database) : IAsyncLifetime
{
    private IStorage? _storage;
    private IWriteSession? _writer;

    protected static CancellationToken None => CancellationToken.None;

    protected ITestDatabase Database => database;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 25, 8, 0, 0, TimeSpan.Zero));

    protected StorageOptions Options { get; private set; } = new();

    protected IStorage Storage => _storage ?? throw new SkipException(database.Missing!);

    private protected IWriteSession Writer => _writer ??= JournalDatabases.Create(Options).CreateWriter();

    public virtual async Task InitializeAsync()
    {
        if (database.Missing is null)
        {
            Options = await database.CreateAsync();
            _storage = StorageFactory.Create(Options, Time, NullLoggerFactory.Instance);
            await _storage.PrepareAsync(None);
        }
    }

    public virtual async Task DisposeAsync()
    {
        if (_writer is not null)
        {
            await _writer.DisposeAsync();
        }

        if (_storage is not null)
        {
            await _storage.DisposeAsync();
        }

        await database.DisposeAsync();
    }

    private protected async Task<bool[]> WriteAsync(params JournalRow[] rows) => await Writer.WriteAsync(rows, None);

    protected async Task ExecuteAsync(string statement)
    {
        await using var connection = await database.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
    }
}
