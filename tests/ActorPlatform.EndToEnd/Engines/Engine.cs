using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using ActorPlatform.EndToEnd.Rigs;
using ActorPlatform.EndToEnd.Waits;

namespace ActorPlatform.EndToEnd.Engines;

/// <summary>The built program as a child process: started, killed, frozen and woken as an operating system would.</summary>
internal sealed class Engine : IAsyncDisposable
{
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(90);
        private readonly string _configFile;
    private Process? _process;

    private Engine(string folder, EngineConfig config, string configFile)
    {
        (Folder, Config, _configFile) = (folder, config, configFile);
        Log = new EngineLog(Path.Combine(folder, "engine.log"));
        Api = new ApiClient(new Uri($"http://127.0.0.1:{config.HttpPort}"));
    }

    /// <summary>The built program.</summary>
    public static string Program { get; } = FindProgram();

    public string Folder { get; }

    public EngineConfig Config { get; }

    public EngineLog Log { get; }

    public ApiClient Api { get; }

    /// <summary>An engine with a configuration file of its own; not started.</summary>
    /// <param name="name">Part of its installation's name.</param>
    /// <param name="change">Changes to the configuration before it is written.</param>
    public static Engine Create(Rig rig, string name, Func<EngineConfig, EngineConfig>? change = null)
    {
        var folder = Workspace.NewFolder(name);
        var config = new EngineConfig
        {
            Installation = $"e2e-{name}",
            HttpPort = FreePort(),
            Storage = $"provider = sqlite, sqlite.path = \"{Path.Combine(folder, "actorplatform.db")}\"",
            ResourceManager = rig.ResourceManager,
        };
        config = change?.Invoke(config) ?? config;
        var file = Path.Combine(folder, "actorplatform.conf");
        File.WriteAllText(file, config.ToHocon(rig));
        return new Engine(folder, config, file);
    }

    /// <summary>Starts it, and waits until it is ready.</summary>
    /// <param name="failPoint">Where a test build dies: <c>submit:after-post</c>, and at which passing: <c>after-persist:3</c>.</param>
    public async Task StartAsync(string? failPoint = null)
    {
        Launch(failPoint);
        await ReadyAsync();
    }

    /// <summary>Starts it without waiting for anything.</summary>
    public void Launch(string? failPoint = null)
    {
        var start = new ProcessStartInfo(Program, ["serve", "--config", _configFile]) 
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Folder,
        };
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        if (failPoint is not null)
            start.Environment["AP_FAILPOINT"] = failPoint;
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{Program} did not start");
        Workspace.Guard(_process, _configFile);
        Log.Follow(_process);
    }

    public Task ReadyAsync() => Until.SeenAsync(
        "the engine is ready",
        s_start,
        async () =>
        {
            if (_process is not { HasExited: false })
                throw new InvalidOperationException($"The engine ended with {_process?.ExitCode} while it started.\n{Log.Tail(60)}");
            return await Api.TryGetAsync("/readyz");
        },
        answer => answer.Status == 200,
        () => Task.FromResult(Log.Tail(60)));

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process)
            return;
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Ends it as an operator would.</summary>
    public async Task<int> StopAsync()
    {
        await SignalAsync("TERM");
        return await ExitAsync(TimeSpan.FromSeconds(60));
    }

    public Task PauseAsync() => SignalAsync("STOP");

    public Task ResumeAsync() => SignalAsync("CONT");

    /// <summary>Waits until it has ended by itself.</summary>
    public async Task<int> ExitAsync(TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within);
        try
        {
            await _process!.WaitForExitAsync(limit.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException($"The engine did not end within {within}.\n{Log.Tail(60)}", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Api.Dispose();
        _process?.Dispose();
    }

    /// <param name="further">How many of the ports after it have to be free as well.</param>
    public static int FreePort(int further = 0)
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(l => l.Port).ToHashSet();
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (!Enumerable.Range(port + 1, further).Any(taken.Contains))
                return port;
        }
    }

    // One that has ended has given its pid away: the signal would reach a stranger, perhaps ourselves.
    private Task SignalAsync(string signal) => _process!.HasExited ? throw new InvalidOperationException($"The engine has ended with {_process.ExitCode}; there is nobody to send {signal} to.\n{Log.Tail(60)}") : Shell.RunAsync("kill", new Dictionary<string, string>(), TimeSpan.FromSeconds(5), $"-{signal}", $"{_process!.Id}");

    private static string FindProgram()
    {
        // .../tests/ActorPlatform.EndToEnd/bin/Debug/net10.0/: the program was built beside it, in the same configuration.
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var path = Path.Combine(Requirements.Root, "src/edge/ActorPlatform.Host/bin", output.Parent!.Name, output.Name, "actorplatform");
        return File.Exists(path) ? path : throw new FileNotFoundException($"The program was not built: {path}");
    }
}
