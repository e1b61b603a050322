using System.Diagnostics;
using ActorPlatform.EndToEnd.Rigs;
using ActorPlatform.EndToEnd.Waits;

namespace ActorPlatform.EndToEnd.Engines;

/// <summary>The built program as a child process, with a configuration file of its own: started, killed, frozen and woken as an operating system would.</summary>
internal sealed class NodeProcess(string folder, string name, int port) : IDisposable
{
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(90);
    private Process? _process;

    public Uri Address { get; } = new($"http://127.0.0.1:{port}");

    public EngineLog Log { get; } = new(Path.Combine(folder, $"{name}.log"));

    public bool Runs => _process is { HasExited: false };

    private string ConfigFile { get; } = Path.Combine(folder, $"{name}.conf");

    public void Configure(string text) => File.WriteAllText(ConfigFile, text);

    /// <param name="failPoint">Where a test build dies, and at which passing; null: nowhere.</param>
    /// <param name="once">Of all nodes that are given this file, one dies.</param>
    public void Launch(string? failPoint, string once)
    {
        _process?.Dispose();
        var start = new ProcessStartInfo(Engine.Program, ["serve", "--config", ConfigFile])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder,
        };
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        if (failPoint is not null)
            (start.Environment["AP_FAILPOINT"], start.Environment["AP_FAILPOINT_ONCE"]) = (failPoint, once);
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{Engine.Program} did not start");
        Workspace.Guard(_process, ConfigFile);
        Log.Follow(_process);
    }

    public async Task ReadyAsync()
    {
        using var api = new ApiClient(Address);
        await Until.SeenAsync(
            $"{name} is ready",
            s_start,
            async () =>
            {
                if (!Runs)
                    throw new InvalidOperationException($"{name} ended with {_process?.ExitCode} while it started.\n{Log.Tail(60)}");
                return await api.TryGetAsync("/readyz");
            },
            answer => answer.Status == 200,
            () => Task.FromResult(Log.Tail(60)));
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        if (_process is not { } process)
            return;
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
    }

    // One that has ended has given its pid away: the signal would reach a stranger, perhaps ourselves.
    public Task SignalAsync(string signal) => Runs
        ? Shell.RunAsync("kill", new Dictionary<string, string>(), TimeSpan.FromSeconds(5), $"-{signal}", $"{_process!.Id}")
        : throw new InvalidOperationException($"{name} has ended with {_process?.ExitCode}; there is nobody to send {signal} to.\n{Log.Tail(60)}");

    /// <summary>Its exit code, once it has ended by itself.</summary>
    public async Task<int> ExitAsync(CancellationToken cancellationToken)
    {
        await _process!.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public void Dispose() => _process?.Dispose();
}
