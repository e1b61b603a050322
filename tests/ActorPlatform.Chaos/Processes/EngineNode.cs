namespace ActorPlatform.Chaos.Processes;

/// <summary>One node: <c>actorplatform serve</c>, killed, frozen, woken and started again. One that ends by itself is started again, as a service manager would.</summary>
internal sealed class EngineNode(string name, string folder, int httpPort) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private ChildProcess? _process;
    private bool _wanted;

    public string Name => name;

    public Uri Address { get; } = new($"http://127.0.0.1:{httpPort}");

    /// <summary>How often it ended by itself, or at a fail point.</summary>
    public int Endings { get; private set; }

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
    }

    private Task SignalAsync(string signal) => AloneAsync(() => _process?.SignalAsync(signal) ?? Task.CompletedTask);

    private async Task LaunchAsync(string? failPoint) => _process = await ChildProcess.StartAsync(
        folder, Path.Combine(folder, $"{name}.log"), null, "KILL", null,
        "env", $"AP_FAILPOINT={failPoint}", ActorPlatformProgram.Path, "serve", "--config", Path.Combine(folder, $"{name}.conf"));

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
