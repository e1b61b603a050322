using ActorPlatform.Actors.Storage;
using ActorPlatform.Actors.Tests.Storage.Databases;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorPlatform.Actors.Tests.Storage;

[Collection(PostgresServer.Collection)]
public sealed class PostgresStorageTests(PostgresServer server) : StorageTest(new PostgresTestDatabase(server))
{
    [SkippableFact]
    public async Task Prepare_SeveralProgramsAtOnce_MigratesOnce()
    {
        _ = Storage;
        Options.Postgres.Schema += "_race";
        var programs = Enumerable.Range(0, 4).Select(_ => StorageFactory.Create(Options, TimeProvider.System, NullLoggerFactory.Instance)).ToArray();

        await Task.WhenAll(programs.Select(program => Task.Run(() => program.PrepareAsync(None))));

        var positions = await Task.WhenAll(programs.Select(program => program.Feed.ReadPositionAsync(None)));
        positions.ShouldAllBe(position => position.StartsWith("1."));
        foreach (var program in programs)
        {
            await program.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task Prepare_WrittenByANewerVersion_Refuses()
    {
        _ = Storage;
        await ExecuteAsync("INSERT INTO schema_version (scriptname, applied) VALUES ('ActorPlatform.Actors.Storage.Schema.Postgres.999_future.sql', now())");

        (await Should.ThrowAsync<StorageSchemaException>(() => Storage.PrepareAsync(None))).Message.ShouldContain("999_future");
    }

    [SkippableFact]
    public async Task Ping_DatabaseIsThere_Answers() => await Storage.PingAsync(None);
}
