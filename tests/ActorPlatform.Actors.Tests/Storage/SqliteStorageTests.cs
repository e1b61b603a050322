using ActorPlatform.Actors.Storage;
using ActorPlatform.Actors.Tests.Storage.Databases;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorPlatform.Actors.Tests.Storage;

public sealed class SqliteStorageTests() : StorageTest(new SqliteTestDatabase())
{
    [Fact]
    public async Task Prepare_AnotherEngineHoldsTheFile_RefusesAndSaysWhatToDo()
    {
        await using var second = StorageFactory.Create(Options, TimeProvider.System, NullLoggerFactory.Instance);

        var exception = await Should.ThrowAsync<StorageLockedException>(() => second.PrepareAsync(None));

        exception.Message.ShouldContain(Options.Sqlite.Path + ".lock");
        exception.Message.ShouldContain("actorplatform.storage.sqlite.path");
    }

    [Fact]
    public async Task Prepare_TheOtherEngineHasEnded_GoesOn()
    {
        await Storage.DisposeAsync();
        await using var second = StorageFactory.Create(Options, TimeProvider.System, NullLoggerFactory.Instance);

        await second.PrepareAsync(None);

        await second.PingAsync(None);
    }

    [Fact]
    public async Task Prepare_Twice_ChangesNothing()
    {
        await WriteAsync(Sample.Row("a", 1));
        var position = await Storage.Feed.ReadPositionAsync(None);

        await Storage.PrepareAsync(None);

        (await Storage.Feed.ReadPositionAsync(None)).ShouldBe(position);
    }

    [Fact]
    public async Task Prepare_WrittenByANewerVersion_Refuses()
    {
        await ExecuteAsync("INSERT INTO schema_version (ScriptName, Applied) VALUES ('ActorPlatform.Actors.Storage.Schema.Sqlite.999_future.sql', '2030-01-01')");

        (await Should.ThrowAsync<StorageSchemaException>(() => Storage.PrepareAsync(None))).Message.ShouldContain("999_future");
    }

    [Fact]
    public async Task Open_AnyConnection_IsDurable()
    {
        await using var connection = await Database.OpenAsync();
        await using var command = connection.CreateCommand();

        command.CommandText = "PRAGMA journal_mode";
        (await command.ExecuteScalarAsync()).ShouldBe("wal");
        command.CommandText = "PRAGMA synchronous";
        (await command.ExecuteScalarAsync()).ShouldBe(2L, "2 is FULL");
    }

    [Fact]
    public async Task Write_AnotherSessionHoldsTheFileTooLong_FailsWholeAndGoesOnAfterwards()
    {
        Options.CommandTimeout = TimeSpan.FromSeconds(1);
        await using (var other = await Database.OpenAsync())
        {
            await using var transaction = await other.BeginTransactionAsync();
            await Should.ThrowAsync<SqliteException>(() => WriteAsync(Sample.Row("a", 1), Sample.Row("b", 1)));
        }

        (await WriteAsync(Sample.Row("a", 1), Sample.Row("b", 1))).ShouldBe([true, true]);
    }
}
