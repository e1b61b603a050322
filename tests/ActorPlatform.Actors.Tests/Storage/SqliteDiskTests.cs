using ActorPlatform.Actors.Storage;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Journal;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorPlatform.Actors.Tests.Storage;

public sealed class SqliteDiskTests : IDisposable
{
    private readonly SmallDisk _disk = new();
    private readonly StorageOptions _options;

    public SqliteDiskTests() => _options = new StorageOptions { Sqlite = { Path = Path.Combine(_disk.Path, "data", "test.db") } };

    [SkippableFact]
    public async Task Write_DiskIsFull_FailsWholeAndGoesOnWhenThereIsSpace()
    {
        await using var storage = await PrepareAsync();
        var database = JournalDatabases.Create(_options);
        await using var writer = database.CreateWriter();
        (await writer.WriteAsync([Sample.Row("a", 1), Sample.Row("b", 1)], CancellationToken.None)).ShouldBe([true, true]);
        var ballast = _disk.Fill();

        var sequence = 1;
        var exception = await Should.ThrowAsync<SqliteException>(async () =>
        {
            for (; ; sequence++)
            {
                await writer.WriteAsync([Big("a", sequence + 1), Big("b", sequence + 1)], CancellationToken.None);
            }
        });

        database.Classify(exception).ShouldBe(GroupFault.Database);
        ballast.Delete();
        (await writer.WriteAsync([Big("a", sequence + 1), Big("b", sequence + 1)], CancellationToken.None)).ShouldBe([true, true]);
        (await storage.Commits.ReadAsync("a", 0, 1000, CancellationToken.None)).Length.ShouldBe(sequence + 1);
        (await storage.Commits.ReadAsync("b", 0, 1000, CancellationToken.None)).Length.ShouldBe(sequence + 1);
    }

    [SkippableFact]
    public async Task Prepare_DiskIsReadOnly_SaysSoAndChangesNothing()
    {
        await (await PrepareAsync()).DisposeAsync();
        _disk.MakeReadOnly();

        (await Should.ThrowAsync<StorageSchemaException>(PrepareAsync)).Message.ShouldContain("cannot be written");
    }

    public void Dispose() => _disk.Dispose();

    private static JournalRow Big(string entity, long sequence) => Sample.Row(entity, sequence) with { Payload = new byte[8192] };

    private async Task<IStorage> PrepareAsync()
    {
        Skip.If(_disk.Missing is not null, _disk.Missing!);
        var storage = StorageFactory.Create(_options, TimeProvider.System, NullLoggerFactory.Instance);
        try
        {
            await storage.PrepareAsync(CancellationToken.None);
            return storage;
        }
        catch
        {
            await storage.DisposeAsync();
            throw;
        }
    }
}
