using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ActorPlatform.Actors.Storage.Configuration;
using Npgsql;

namespace ActorPlatform.Benchmarks.Engines;

/// <summary>Schemas of a PostgreSQL of the benchmark's own on loopback, with fsync and the server's defaults.</summary>
internal sealed class PostgresDatabases : IDatabases
{
    private const string Binaries = "/usr/lib/postgresql/15/bin";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorplatform-bench-pg-");
    private readonly int _port = FreePort();
    private TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _server;

    private PostgresDatabases()
    {
    }

    public string Name => "PostgreSQL";

    /// <summary>The process of the server, parent of all that work for it.</summary>
    public int ServerId => _server?.Id ?? throw new InvalidOperationException("The server has not started.");

    private string Data => Path.Combine(_folder.FullName, "data");

    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres";

    // PostgreSQL refuses to run as root.
    private static string[] AsPostgres => Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

    public static async Task<PostgresDatabases> StartAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists($"{Binaries}/postgres")) throw new InvalidOperationException($"PostgreSQL 15 is not here ({Binaries}/postgres); install it: apt-get install postgresql-15");
        var databases = new PostgresDatabases();
        if (AsPostgres.Length > 0) await RunAsync(["chown", "postgres", databases._folder.FullName], cancellationToken);
        await RunAsync([.. AsPostgres, $"{Binaries}/initdb", "-D", databases.Data, "-A", "trust", "-U", "postgres", "--no-locale", "-E", "UTF8"], cancellationToken);
        await databases.StartServerAsync(cancellationToken);
        return databases;
    }

    public StorageOptions Open(string database, JournalKind journal) => new()
    {
        Provider = StorageProvider.Postgres,
        Postgres = { ConnectionString = ConnectionString, Schema = database },
        Journal = { Kind = journal },
    };

    public PgBench Bench(int clients) => new(_folder.FullName, _port, clients);

    /// <summary>Returns when it takes connections.</summary>
    public async Task StartServerAsync(CancellationToken cancellationToken)
    {
        _ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        StartServer();
        await _ready.Task.WaitAsync(s_patience, cancellationToken);
    }

    /// <summary>As an operator does: open sessions are ended.</summary>
    public async Task StopServerAsync()
    {
        if (_server is not { } server) return;
        await RunAsync(["kill", "-INT", $"{server.Id}"], CancellationToken.None);
        await server.WaitForExitAsync();
        server.Dispose();
        _server = null;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await StopServerAsync();
        _folder.Delete(recursive: true);
    }

    private void StartServer()
    {
        string[] command =
        [
            .. AsPostgres, $"{Binaries}/postgres", "-D", Data, "-p", $"{_port}", "-k", _folder.FullName,
            "-c", "listen_addresses=127.0.0.1", "-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "max_connections=200",
        ];
        _server = new Process { StartInfo = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, UseShellExecute = false } };
        _server.ErrorDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("ready to accept connections", StringComparison.Ordinal) is true) _ready.TrySetResult();
        };
        _server.Start();
        _server.BeginErrorReadLine();
    }

    private static async Task RunAsync(string[] command, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var outputs = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{command[0]} ended with {process.ExitCode}: {string.Concat(outputs)}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
