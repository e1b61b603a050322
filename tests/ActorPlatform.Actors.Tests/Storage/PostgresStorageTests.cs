using ActorPlatform.Actors.Storage;
using ActorPlatform.Actors.Storage.Connections;
using ActorPlatform.Actors.Tests.Storage.Databases;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

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

    /// <summary>F11: what a process left on the server when it froze or died ends there by itself.</summary>
    [SkippableFact]
    public async Task Connect_Always_TheServerBoundsStatementsAndSleepingTransactions()
    {
        _ = Storage;
        Options.Postgres.ConnectionString += ";Options=-c synchronous_commit=local";
        foreach (var settings in new[] { PostgresSettings.Pooled(Options), PostgresSettings.Dedicated(Options, "test") })
        {
            await using var connection = new NpgsqlConnection(settings);
            await connection.OpenAsync();
            (await ShowAsync(connection, "statement_timeout")).ShouldBe("12s");
            (await ShowAsync(connection, "idle_in_transaction_session_timeout")).ShouldBe("10s");
            (await ShowAsync(connection, "synchronous_commit")).ShouldBe("local");
        }
    }

    [SkippableFact]
    public async Task Connect_FrozenInsideATransaction_TheServerFreesItsLocks()
    {
        _ = Storage;
        Options.Postgres.IdleInTransaction = TimeSpan.FromSeconds(1);
        await using var frozen = new NpgsqlConnection(PostgresSettings.Dedicated(Options, "frozen"));
        await frozen.OpenAsync();
        await RunAsync(frozen, "BEGIN; LOCK TABLE node IN ACCESS EXCLUSIVE MODE");

        await using var other = new NpgsqlConnection(PostgresSettings.Dedicated(Options, "other"));
        await other.OpenAsync();

        // Waits for the lock, for as long as the server lets the other one sleep.
        await RunAsync(other, "BEGIN; LOCK TABLE node IN ACCESS EXCLUSIVE MODE; COMMIT");

        (await Should.ThrowAsync<NpgsqlException>(() => RunAsync(frozen, "COMMIT"))).ShouldNotBeNull();
    }

    [SkippableFact]
    public async Task Ping_DatabaseIsThere_Answers() => await Storage.PingAsync(None);

    private static async Task<string?> ShowAsync(NpgsqlConnection connection, string setting)
    {
        await using var command = new NpgsqlCommand($"SHOW {setting}", connection);
        return (string?)await command.ExecuteScalarAsync();
    }

    private static async Task RunAsync(NpgsqlConnection connection, string statements)
    {
        await using var command = new NpgsqlCommand(statements, connection);
        await command.ExecuteNonQueryAsync();
    }
}
