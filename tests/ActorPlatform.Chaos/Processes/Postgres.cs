using Npgsql;

namespace ActorPlatform.Chaos.Processes;

/// <summary>A PostgreSQL of the run's own, with fsync: stopped as a crash would, and started again; its disk filled; replaced by a stand-by that lacks its last commits.</summary>
internal sealed class Postgres : IAsyncDisposable
{
    private const string Binaries = "/usr/lib/postgresql/15/bin";
    private const int DiskMegabytes = 1024;
    private const int PageBytes = 4096;
    private readonly string _folder = Directory.CreateTempSubdirectory("actorplatform-chaos-pg-").FullName;
    private readonly int _port;
    private readonly string _logFile;
    private readonly IReadOnlyList<string> _settings;
    private readonly bool _hasDisk;
    private Clock? _clock;
    private ChildProcess? _process;
    private ChildProcess? _standby;
    private string _data = "data-1";
    private int _standbys = 1;

    private Postgres(int port, string logFile, IReadOnlyList<string> settings, bool hasDisk) => (_port, _logFile, _settings, _hasDisk) = (port, logFile, settings, hasDisk);

    /// <summary>Settings under which a commit is answered before it is written.</summary>
    public static IReadOnlyList<string> LosingCommits { get; } = ["synchronous_commit=off", "wal_buffers=128MB", "bgwriter_lru_maxpages=0", "checkpoint_timeout=1h"];

    public static bool IsInstalled => File.Exists($"{Binaries}/postgres");

    /// <summary>Whether it can get a small disk of its own here: only root may mount one.</summary>
    public static bool CanHaveDisk => User is not null;

    public int Port => _port;

    private static string? User => Environment.UserName == "root" ? "postgres" : null;

    private string Filler => Path.Combine(_folder, "filler");

    /// <param name="settings">Of the server, beside the usual ones: <c>name=value</c>.</param>
    public static async Task<Postgres> StartNewAsync(int port, string logFile, IReadOnlyList<string> settings)
    {
        // What is to lie on a disk and be lost in a crash must not lie in memory: a control tells the two apart.
        var server = new Postgres(port, logFile, settings, CanHaveDisk && settings.Count == 0);
        if (server._hasDisk)
            await Tool.RunAsync("mount", "-t", "tmpfs", "-o", $"size={DiskMegabytes}m", "tmpfs", server._folder);
        if (User is { } user)
            await Tool.RunAsync("chown", user, server._folder);
        server._clock = new Clock(Path.Combine(server._folder, "clock"));
        await server.RunAsync("initdb", "-D", server.In(server._data), "-A", "trust", "-U", "postgres", "--no-locale", "-E", "UTF8", "--no-sync");
        await server.StartAsync();
        return server;
    }

    /// <summary>How a program reaches it.</summary>
    /// <param name="port">Its own, or that of a way to it.</param>
    public static string ConnectionString(int port) => $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";

    public async Task StartAsync() => _process = await LaunchAsync(_data, _port, "ready to accept connections");

    /// <summary>What <c>pg_ctl stop -m immediate</c> does: no shutdown of the database, the next start recovers.</summary>
    public async Task StopImmediatelyAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;
        await EndAsync(process, "QUIT");
    }

    /// <summary>Freezes its WAL writer. With <see cref="LosingCommits"/> nobody else writes what is committed, until the next start.</summary>
    public async Task HoldBackAsync()
    {
        await using var connection = await OpenAsync();
        await Tool.RunAsync("kill", "-STOP", $"{await AskAsync(connection, "SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'")}");
    }

    /// <summary>Sets the wall clock that it reads; zero: it is right again.</summary>
    public void SetClock(TimeSpan ahead) => _clock!.Set(ahead);

    /// <summary>Leaves no byte on its disk, and makes it need some.</summary>
    public async Task FillDiskAsync()
    {
        // In ever smaller pieces: the server writes meanwhile, and what was free when it was asked for need not be free when it is taken.
        var filled = 0L;
        for (var piece = new DriveInfo(_folder).AvailableFreeSpace; piece >= PageBytes; piece /= 2)
            if (await IsTakenAsync(filled, piece))
                filled += piece;
        await using var connection = await OpenAsync();
        await AskAsync(connection, "SELECT pg_switch_wal()");
    }

    /// <summary>There is space again. A server that could not write its log has ended, and is started.</summary>
    public async Task FreeDiskAsync()
    {
        File.Delete(Filler);
        await Until.TrueAsync("the database answers again", TimeSpan.FromMinutes(1), async () =>
        {
            if (_process is { HasExited: true } ended)
            {
                await ended.DisposeAsync();
                await StartAsync();
            }

            return await IsThereAsync();
        });
    }

    /// <summary>Replaces it by a stand-by that was cut off some time before, so that the last commits are lost.</summary>
    /// <param name="tail">For how long the stand-by has received nothing when it is promoted.</param>
    /// <param name="cutOff">Called with the stand-by's port when it is cut off: what it has survives.</param>
    /// <param name="stopped">Called when the old server is gone: what it answered before that may be lost.</param>
    public async Task PromoteStandbyAsync(TimeSpan tail, Func<int, Task> cutOff, Action stopped)
    {
        var standby = $"data-{++_standbys}";
        await RunAsync("pg_basebackup", "-h", "127.0.0.1", "-p", $"{_port}", "-U", "postgres", "-D", In(standby), "-R", "-X", "stream", "-c", "fast", "--no-sync");
        _standby = await LaunchAsync(standby, _port + 1, "started streaming WAL");
        await using (var connection = await OpenAsync(_port + 1))
        {
            await AskAsync(connection, "ALTER SYSTEM SET primary_conninfo = ''");
            await AskAsync(connection, "SELECT pg_reload_conf()");

            // Of what it received the last record may be there in part, and is never replayed: at rest is what does not change from one look to the next.
            var replayed = "";
            await Until.TrueAsync("the stand-by is cut off, and has replayed what it received", TimeSpan.FromSeconds(30), async () =>
            {
                var (before, isReceiving) = (replayed, await AskAsync(connection, "SELECT EXISTS (SELECT 1 FROM pg_stat_wal_receiver WHERE pid IS NOT NULL)") is true);
                replayed = $"{await AskAsync(connection, "SELECT pg_last_wal_replay_lsn()::text")}";
                return !isReceiving && replayed == before;
            });
        }

        await cutOff(_port + 1);
        await Task.Delay(tail);
        await StopImmediatelyAsync();
        stopped();
        await EndAsync(_standby, "INT");
        _standby = null;

        // In the place of the old one while it is a stand-by still: whoever comes finds a server that takes no writes.
        var old = _data;
        _data = standby;
        _process = await LaunchAsync(standby, _port, "ready to accept read-only connections");
        await using (var connection = await OpenAsync())
            await AskAsync(connection, "SELECT pg_promote()");
        Directory.Delete(In(old), recursive: true);
    }

    /// <summary>A connection of ours; without a pool, so that none outlives a stop of the server.</summary>
    public async Task<NpgsqlConnection> OpenAsync(int? port = null)
    {
        var connection = new NpgsqlConnection($"{ConnectionString(port ?? _port)};Pooling=false;Timeout=10;Command Timeout=30;Search Path=actorplatform;Application Name=chaos");
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        await StopImmediatelyAsync();
        if (_standby is { } standby)
            await EndAsync(standby, "QUIT");
        _clock?.Dispose();
        if (_hasDisk)
            await Tool.RunAsync("umount", _folder);
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> IsThereAsync()
    {
        try
        {
            await using var connection = await OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task<bool> IsTakenAsync(long offset, long length)
    {
        try
        {
            await Tool.RunAsync("fallocate", "-o", $"{offset}", "-l", $"{length}", Filler);
            return true;
        }
        catch (InvalidOperationException exception) when (exception.Message.Contains("No space left", StringComparison.Ordinal))
        {
            return false;
        }
    }

    private static async Task<object?> AskAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static async Task EndAsync(ChildProcess process, string signal)
    {
        await process.EndAsync(signal);
        await process.DisposeAsync();
    }

    private string In(string name) => Path.Combine(_folder, name);

    private Task<string> RunAsync(string tool, params string[] arguments) =>
        Tool.RunAsync(User is { } user ? ["runuser", "-u", user, "--", $"{Binaries}/{tool}", .. arguments] : [$"{Binaries}/{tool}", .. arguments]);

    private Task<ChildProcess> LaunchAsync(string data, int port, string ready) => ChildProcess.StartAsync(
        _folder, _logFile, User, "QUIT", ready,
        ["env", .. _clock!.Environment, $"{Binaries}/postgres", "-D", In(data), "-p", $"{port}", "-k", _folder, "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200", "-c", "track_commit_timestamp=on",
        "-c", "min_wal_size=32MB", "-c", "max_wal_size=128MB", .. _settings.SelectMany(setting => new[] { "-c", setting })]);
}
