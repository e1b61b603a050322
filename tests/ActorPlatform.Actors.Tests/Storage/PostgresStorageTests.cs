using ActorPlatform.Actors.Storage;
using ActorPlatform.Actors.Storage.Connections;
using ActorPlatform.Actors.Tests.Jobs.Fakes;
using ActorPlatform.Actors.Tests.Storage.Databases;
using Microsoft.Extensions.Logging;
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

    /// <summary>F12: a promotion is reported, also when no program lived to see it; by one of them.</summary>
    [SkippableFact]
    public async Task Prepare_AnotherTimelineThanTheLastOne_IsSaidOnce()
    {
        _ = Storage;
        using var logs = new OneLogger();
        await using var program = StorageFactory.Create(Options, TimeProvider.System, logs);
        await program.PrepareAsync(None);
        logs.Logged.Of(3010).ShouldBeEmpty();

        await ExecuteAsync("UPDATE generation SET identifier = 'of before'");
        await program.PrepareAsync(None);
        await program.PrepareAsync(None);

        logs.Logged.Of(3010).ShouldHaveSingleItem().ShouldContain("generation 2");
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

    /// <summary>Gives the same logger to everybody.</summary>
    private sealed class OneLogger : ILoggerFactory
    {
        public FakeLogger Logged { get; } = new();

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => Logged;

        public void Dispose()
        {
        }
    }
}
