using System.Diagnostics;
using ActorPlatform.EndToEnd.Engines;
using ActorPlatform.EndToEnd.Rigs;
using ActorPlatform.EndToEnd.Waits;

namespace ActorPlatform.EndToEnd.Databases;

/// <summary>A PostgreSQL of the test's own on loopback, stopped and started as a test likes.</summary>
internal sealed class PostgresInstance : IAsyncDisposable
{
    private const string DefaultUser = "actorplatform";
    private const string Binaries = "/usr/lib/postgresql/15/bin";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("actorplatform-e2e-pg-").FullName;
    private readonly int _port;
    private readonly string _user;
    private Process? _process;

    private PostgresInstance(int port, string user) => (_port, _user) = (port, user);

    public static string Program => $"{Binaries}/postgres";

    public string ConnectionString => ConnectionTo(_port, _user);

    public static string ConnectionTo(int port, string user = DefaultUser) => $"Host=127.0.0.1;Port={port};Username={user};Database=postgres";

    /// <summary>A new, empty one, running.</summary>
    public static async Task<PostgresInstance> StartNewAsync(int? port = null, string user = DefaultUser)
    {
        Requirements.Postgres();
        var server = new PostgresInstance(port ?? Engine.FreePort(), user);
        if (IsRoot)
            await RunAsync("chown", "postgres", server._folder);
        await RunAsync([.. AsPostgres, $"{Binaries}/initdb", "-D", $"{server._folder}/data", "-A", "trust", "-U", user, "--no-locale", "-E", "UTF8", "--no-sync"]);
        await server.StartAsync();
        return server;
    }

    public async Task StartAsync()
    {
        string[] command = [.. AsPostgres, Program, "-D", $"{_folder}/data", "-p", $"{_port}", "-k", _folder, "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=300"];
        _process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, UseShellExecute = false })!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        Workspace.Guard(_process, _folder);
        await Until.SeenAsync(
            "PostgreSQL takes connections",
            s_patience,
            async () => (await Shell.TryAsync($"{Binaries}/pg_isready", new Dictionary<string, string>(), s_patience, "-h", "127.0.0.1", "-p", $"{_port}")).Code.ToString(),
            code => code == "0",
            () => Task.FromResult(_folder));
    }

    /// <summary>Where PostgreSQL's own programs find it.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string> { ["PGHOST"] = "127.0.0.1", ["PGPORT"] = $"{_port}", ["PATH"] = $"{Binaries}:{System.Environment.GetEnvironmentVariable("PATH")}" };

    public Task CreateDatabaseAsync(string name) => Shell.RunAsync($"{Binaries}/createdb", Environment, s_patience, "-U", _user, name);

    /// <summary>As a crash would: the next start recovers.</summary>
    public async Task StopAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;
        if (!process.HasExited)
            await Shell.TryAsync("kill", new Dictionary<string, string>(), s_patience, "-QUIT", $"{process.Id}");
        await process.WaitForExitAsync();
        process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static bool IsRoot => System.Environment.UserName == "root";

    /// <summary>PostgreSQL refuses to run as root. No shell and no session between, so that the process is the server itself.</summary>
    private static string[] AsPostgres => IsRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

    private static Task RunAsync(params string[] command) => Shell.RunAsync(command[0], new Dictionary<string, string>(), s_patience, command[1..]);
}
