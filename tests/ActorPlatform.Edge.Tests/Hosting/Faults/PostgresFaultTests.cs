using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Tests.Storage;
using ActorPlatform.Actors.Tests.Storage.Databases;
using ActorPlatform.Hosting.Configuration;
using Npgsql;
using Xunit.Abstractions;

namespace ActorPlatform.Edge.Tests.Hosting.Faults;

/// <summary>F6, F14: the whole engine on a PostgreSQL that is away, read-only, or out of space.</summary>
[Collection(PostgresServer.Collection)]
public sealed class PostgresFaultTests(PostgresServer server, ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan s_within = TimeSpan.FromSeconds(10);
    private readonly string _schema = $"faults_{Guid.NewGuid():N}";
    private readonly FakeCluster _cluster = new("a");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (server.Missing is not null)
            return;
        await SetReadOnlyAsync("off");
        await ExecuteAsync($"DROP SCHEMA IF EXISTS {_schema} CASCADE");
    }

    [SkippableFact]
    public async Task Stopped_ThenBack_Commands503AndEveryJobGoesOnByItself()
    {
        await using var engine = await StartAsync();
        var fleet = new Fleet(_cluster);
        await fleet.RunAsync(engine);
        await fleet.BeginStartsAsync();
        await server.StopAsync();
        try
        {
            await fleet.SuspendAsync(all503: true);
            (await engine.StatusOfAsync("/readyz")).ShouldBe(503);
            (await engine.StatusOfAsync("/api/v1/jobs")).ShouldBe(503);
        }
        finally
        {
            // Whatever was seen: the other tests need it.
            await server.StartAsync();
        }

        await ComeBackAsync(fleet);
        await fleet.CheckAsync();
        (await engine.StatusOfAsync("/readyz")).ShouldBe(200);
    }

    [SkippableFact]
    public async Task ReadOnly_ThenWritable_Commands503AndEveryJobGoesOnByItself()
    {
        await using var engine = await StartAsync();
        var fleet = new Fleet(_cluster);
        await fleet.RunAsync(engine);
        await fleet.BeginStartsAsync();
        await SetReadOnlyAsync("on");
        await fleet.DefineUntilRefusedAsync();

        await fleet.SuspendAsync(all503: true);
        await SetReadOnlyAsync("off");

        await ComeBackAsync(fleet);
        await fleet.CheckAsync();
    }

    [SkippableFact]
    public async Task DiskFull_ThenSpace_Commands503AndEveryJobGoesOnByItself()
    {
        using var disk = new SmallDisk();
        Skip.If(disk.Missing is not null, disk.Missing!);
        Skip.If(server.Missing is not null, server.Missing!);
        await AsPostgres.RunAsync("chown", "postgres", disk.Path);
        await ExecuteAsync($"CREATE TABLESPACE {_schema} LOCATION '{disk.Path}'");
        try
        {
            await FillAsync(disk);
        }
        finally
        {
            // Before its disk is gone: a checkpoint that misses its files ends the server.
            await ExecuteAsync($"DROP SCHEMA {_schema} CASCADE");
            await ExecuteAsync($"DROP TABLESPACE {_schema}");
        }
    }

    private async Task FillAsync(SmallDisk disk)
    {
        await using var engine = await StartAsync($";Options=-c default_tablespace={_schema}");
        var fleet = new Fleet(_cluster);
        await fleet.RunAsync(engine);
        var ballast = disk.Fill();
        await fleet.DefineUntilRefusedAsync();

        await fleet.SuspendAsync(all503: false);
        ballast.Delete();

        await ComeBackAsync(fleet);
        await fleet.CheckAsync();
    }

    private async Task ComeBackAsync(Fleet fleet)
    {
        var took = await fleet.ComeBackAsync();
        output.WriteLine($"Every job answers and takes commands again after {took.TotalSeconds:0.0} s.");
        took.ShouldBeLessThan(s_within);
    }

    private Task<EngineHost> StartAsync(string more = "")
    {
        Skip.If(server.Missing is not null, server.Missing!);
        return EngineHost.StartAsync(_cluster, options => Configure(options, server.ConnectionString + more));
    }

    private void Configure(ActorPlatformOptions options, string connection)
    {
        options.Storage.Provider = StorageProvider.Postgres;
        options.Storage.Postgres.ConnectionString = connection;
        options.Storage.Postgres.Schema = _schema;
    }

    private async Task SetReadOnlyAsync(string value)
    {
        await ExecuteAsync($"ALTER SYSTEM SET default_transaction_read_only = {value}");
        await ExecuteAsync("SELECT pg_reload_conf()");
    }

    private async Task ExecuteAsync(string statement)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false;Options=-c default_transaction_read_only=off");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }
}
