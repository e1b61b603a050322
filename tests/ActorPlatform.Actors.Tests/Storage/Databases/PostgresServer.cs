using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ActorPlatform.Actors.Tests.Storage.Databases;

/// <summary>A PostgreSQL of our own in a temporary folder, with fsync, on 127.0.0.1; one for all tests of the collection.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    public const string Collection = "postgresql";

    private const string Binaries = "/usr/lib/postgresql/15/bin";
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"actorplatform-pg-{Guid.NewGuid():N}");
    private readonly int _port = FreePort();
    private PostgresProcess? _process;

    public string? Missing { get; } =
        File.Exists($"{Binaries}/postgres") ? null : $"PostgreSQL 15 is not here ({Binaries}/postgres); install it: apt-get install postgresql-15";

    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres;Include Error Detail=true";

    public async Task InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        Directory.CreateDirectory(_folder);
        await AsPostgres.RunAsync("chown", "postgres", _folder);
        await AsPostgres.RunAsync($"{Binaries}/initdb", "-D", $"{_folder}/data", "-A", "trust", "-U", "postgres", "--no-locale", "-E", "UTF8");
        await StartAsync();
    }

    public async Task StartAsync() => _process = await PostgresProcess.StartAsync(
        $"{Binaries}/postgres", "-D", $"{_folder}/data", "-p", $"{_port}", "-k", _folder, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=on", "-c", "max_connections=200");

    /// <summary>Ends it at once, as a crash would: the next start recovers.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await process.StopAsync();
        }
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

[CollectionDefinition(PostgresServer.Collection)]
public sealed class PostgresDefinition : ICollectionFixture<PostgresServer>;
