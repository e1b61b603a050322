namespace ActorPlatform.Chaos.Processes;

/// <summary>One node: <c>actorplatform serve</c>, killed, frozen, woken and started again. One that ends by itself is started again, as a service manager would.</summary>
/// <param name="without">Guards that a test build leaves out, with commas; empty: none.</param>
internal sealed class EngineNode(string name, string folder, int httpPort, string without) : IAsyncDisposable
{
    /// <summary>What its monotonic clock may not lose of a pause: it ran until the signal was there, and runs from the next one on.</summary>
    private static readonly TimeSpan s_signal = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly Clock _clock = new(Path.Combine(folder, $"{name}.clock"));
    private readonly string _hang = Path.Combine(folder, $"{name}.hang");
    private ChildProcess? _process;
    private bool _wanted;

    public string Name => name;

    public Uri Address { get; } = new($"http://127.0.0.1:{httpPort}");

    /// <summary>How often it ended by itself, or at a fail point.</summary>
    public int Endings { get; private set; }

    public string LogFile => Path.Combine(folder, $"{name}.log");

    /// <summary>Whether a connection from this port of loopback is its own.</summary>
    public bool Calls(int port) => Volatile.Read(ref _process) is { HasExited: false } process && Sockets.IsOf(process.Id, port);

    /// <param name="failPoint">Where a test build dies: <c>submit:after-post</c>, and at which passing: <c>after-persist:3</c>.</param>
    public Task StartAsync(string? failPoint = null) => AloneAsync(async () =>
    {
        if (_process is not null)
            throw new InvalidOperationException($"{name} runs already: it would be started twice.");
        _wanted = true;
        await LaunchAsync(failPoint);
    });

    /// <summary>kill -9.</summary>
    public Task KillAsync() => AloneAsync(async () =>
    {
        _wanted = false;
        if (_process is { } process)
            await process.DisposeAsync();
        _process = null;
    });

    public Task FreezeAsync() => SignalAsync("STOP");

    public Task WakeAsync() => SignalAsync("CONT");

    /// <summary>Wakes it as a machine that was suspended: the clock by which .NET counts did not see the time pass.</summary>
    public Task ResumeAsync(TimeSpan after) => AloneAsync(async () =>
    {
        _clock.StoodStill(after - s_signal);
        if (_process is { } process)
            await process.SignalAsync("CONT");
    });

    /// <summary>Sets its wall clock; zero: it is right again.</summary>
    public void SetClock(TimeSpan ahead) => _clock.Set(ahead);

    /// <summary>Nothing runs on its dispatcher for this time (a test build).</summary>
    public Task HangAsync(TimeSpan time) => File.WriteAllTextAsync(_hang, $"{time.TotalSeconds:0}");

    /// <summary>Starts it again if it ended by itself.</summary>
    public Task KeepAsync() => AloneAsync(async () =>
    {
        if (!_wanted || _process is not { HasExited: true } ended)
            return;
        Endings++;
        await File.AppendAllTextAsync(Path.Combine(folder, "endings.txt"), $"{DateTime.UtcNow:O} {name} ended by itself with {ended.ExitCode}\n");
        await ended.DisposeAsync();
        await LaunchAsync(failPoint: null);
    });

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _turn.Dispose();
        _clock.Dispose();
    }

    private Task SignalAsync(string signal) => AloneAsync(() => _process?.SignalAsync(signal) ?? Task.CompletedTask);

    private async Task LaunchAsync(string? failPoint)
    {
        _clock.Boot();
        File.Delete(_hang);
        Volatile.Write(ref _process, await ChildProcess.StartAsync(
            folder, LogFile, null, "KILL", null,
            ["env", $"AP_FAILPOINT={failPoint}", $"AP_WITHOUT={without}", $"AP_HANG={_hang}", .. _clock.Environment, ActorPlatformProgram.Path, "serve", "--config", Path.Combine(folder, $"{name}.conf")]));
    }

    private async Task AloneAsync(Func<Task> act)
    {
        await _turn.WaitAsync();
        try
        {
            await act();
        }
        finally
        {
            _turn.Release();
        }
    }
}
