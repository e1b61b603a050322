using System.Diagnostics;
using Npgsql;

namespace ActorPlatform.Chaos.Processes;

/// <summary>A PostgreSQL of the run's own, with fsync: stopped as a crash would, and started again.</summary>
internal sealed class Postgres : IAsyncDisposable
{
    private const string Binaries = "/usr/lib/postgresql/15/bin";
    private readonly string _folder = Directory.CreateTempSubdirectory("actorplatform-chaos-pg-").FullName;
    private readonly int _port;
    private readonly string _logFile;
    private readonly IReadOnlyList<string> _settings;
    private ChildProcess? _process;

    private Postgres(int port, string logFile, IReadOnlyList<string> settings) => (_port, _logFile, _settings) = (port, logFile, settings);

    /// <summary>Settings under which a commit is answered before it is written.</summary>
    public static IReadOnlyList<string> LosingCommits { get; } = ["synchronous_commit=off", "wal_buffers=128MB", "bgwriter_lru_maxpages=0", "checkpoint_timeout=1h"];

    public static bool IsInstalled => File.Exists($"{Binaries}/postgres");

    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres";

    private static string? User => Environment.UserName == "root" ? "postgres" : null;

    /// <param name="settings">Of the server, beside the usual ones: <c>name=value</c>.</param>
    public static async Task<Postgres> StartNewAsync(int port, string logFile, IReadOnlyList<string> settings)
    {
        var server = new Postgres(port, logFile, settings);
        if (User is { } user)
            await RunAsync("chown", user, server._folder);
        string[] initialize = [$"{Binaries}/initdb", "-D", $"{server._folder}/data", "-A", "trust", "-U", "postgres", "--no-locale", "-E", "UTF8", "--no-sync"];
        await RunAsync(User is null ? initialize : ["runuser", "-u", "postgres", "--", .. initialize]);
        await server.StartAsync();
        return server;
    }

    public async Task StartAsync() => _process = await ChildProcess.StartAsync(
        _folder, _logFile, User, "QUIT", "ready to accept connections",
        [$"{Binaries}/postgres", "-D", $"{_folder}/data", "-p", $"{_port}", "-k", _folder, "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200",
        .. _settings.SelectMany(setting => new[] { "-c", setting })]);

    /// <summary>What <c>pg_ctl stop -m immediate</c> does: no shutdown of the database, the next start recovers.</summary>
    public async Task StopImmediatelyAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;
        await process.EndAsync("QUIT");
        await process.DisposeAsync();
    }

    /// <summary>Freezes its WAL writer. With <see cref="LosingCommits"/> nobody else writes what is committed, until the next start.</summary>
    public async Task HoldBackAsync()
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand("SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'", connection);
        await RunAsync("kill", "-STOP", $"{await command.ExecuteScalarAsync()}");
    }

    /// <summary>A connection of ours; without a pool, so that none outlives a stop of the server.</summary>
    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false;Timeout=10;Command Timeout=30;Search Path=actorplatform;Application Name=chaos");
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await StopImmediatelyAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task RunAsync(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, WorkingDirectory = Path.GetTempPath(), RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}: {output}");
    }
}
