using System.Diagnostics;

namespace ActorPlatform.Benchmarks.Fleet;

/// <summary>The built program as a process of its own, with what it costs as the operating system counts it.</summary>
internal sealed class ProgramProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _said = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ProgramProcess(Process process) => _process = process;

    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory now, and the most that there was, MiB.</summary>
    public (double Now, double Most) Memory
    {
        get
        {
            var lines = File.ReadAllLines($"/proc/{_process.Id}/status");
            return (Of("VmRSS:"), Of("VmHWM:"));

            double Of(string name) => double.Parse(lines.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal)) / 1024;
        }
    }

    /// <summary>Starts it; its words go to a file in the folder, with the name of its configuration.</summary>
    /// <param name="ready">Returns once it has said this; at once when null.</param>
    public static async Task<ProgramProcess> StartAsync(string folder, string? ready, TimeSpan within, CancellationToken cancellationToken, params string[] arguments)
    {
        var name = arguments is ["serve", "--config", var file] ? Path.GetFileNameWithoutExtension(file) : arguments[0];
        var log = TextWriter.Synchronized(new StreamWriter(Path.Combine(folder, $"{name}.log"), append: true) { AutoFlush = true });
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(FindProgram(), arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder },
        };
        var program = new ProgramProcess(process);
        process.OutputDataReceived += (_, line) => program.Hear(line.Data, ready, log);
        process.ErrorDataReceived += (_, line) => program.Hear(line.Data, ready: null, log);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (ready is not null) await program._said.Task.WaitAsync(within, cancellationToken);
        return program;
    }

    /// <summary>Stands still from now on, or goes on: SIGSTOP, SIGCONT.</summary>
    public async Task FreezeAsync(bool frozen)
    {
        using var kill = Process.Start("kill", [frozen ? "-STOP" : "-CONT", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    private void Hear(string? line, string? ready, TextWriter log)
    {
        if (line is null) return;
        log.WriteLine(line);
        if (ready is not null && line.Contains(ready, StringComparison.Ordinal)) _said.TrySetResult();
    }

    // Built beside this one, in the same configuration.
    private static string FindProgram()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var path = Path.GetFullPath(Path.Combine(output.FullName, "../../../../../src/edge/ActorPlatform.Host/bin", output.Parent!.Name, output.Name, "actorplatform"));
        return File.Exists(path) ? path : throw new InvalidOperationException($"The program was not built: {path}");
    }
}
