using System.Diagnostics;

namespace ActorPlatform.Chaos.Processes;

/// <summary>A process that dies with the tests, whose words go to a file.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TextWriter _log;
    private readonly string _logFile;
    private readonly string? _ready;
    private readonly TaskCompletionSource _isReady = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(ProcessStartInfo start, string logFile, string? ready)
    {
        (_logFile, _ready) = (logFile, ready);
        _log = TextWriter.Synchronized(new StreamWriter(new FileStream(logFile, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true });
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Exited += (_, _) => _isReady.TrySetException(new InvalidOperationException($"It ended before it was ready; its words are in {logFile}"));
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts it.</summary>
    /// <param name="user">Runs it as this one; null: as we are.</param>
    /// <param name="deathSignal">What the kernel sends it when we are gone.</param>
    /// <param name="ready">Part of the line that says that it is there; null: there is none to wait for.</param>
    public static async Task<ChildProcess> StartAsync(string folder, string logFile, string? user, string deathSignal, string? ready, params string[] command)
    {
        string[] identity = user is null ? [] : ["--reuid", user, "--regid", user, "--clear-groups"];
        var start = new ProcessStartInfo("setpriv", [.. identity, "--pdeathsig", deathSignal, "--", .. command])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
        };
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        var child = new ChildProcess(start, logFile, ready);
        await Spawner.RunAsync(child._process.Start);
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        if (ready is not null)
            await child._isReady.Task.WaitAsync(TimeSpan.FromMinutes(2));
        return child;
    }

    /// <summary>False where it has ended: its id may be a stranger's by now.</summary>
    public async Task<bool> SignalAsync(string signal)
    {
        if (_process.HasExited)
            return false;
        using var kill = await Spawner.RunAsync(() => Process.Start("kill", [$"-{signal}", $"{_process.Id}"]));
        await kill.WaitForExitAsync();
        return kill.ExitCode == 0;
    }

    /// <summary>Sends the signal and waits until it is gone.</summary>
    public async Task EndAsync(string signal)
    {
        await SignalAsync(signal);
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync("KILL");
        _process.Dispose();
        await _log.DisposeAsync();
    }

    // On threads of the runtime's own: what is thrown here would end the whole test run.
    private void Hear(string? line)
    {
        if (line is null)
            return;
        try
        {
            _log.WriteLine(line);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            Console.Error.WriteLine($"{_logFile} was not written: {exception.Message}");
        }

        if (_ready is not null && line.Contains(_ready, StringComparison.Ordinal))
            _isReady.TrySetResult();
    }
}
