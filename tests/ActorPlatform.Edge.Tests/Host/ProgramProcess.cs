using System.Diagnostics;
using System.Text;
using ActorPlatform.Edge.Tests.Architecture;

namespace ActorPlatform.Edge.Tests.Host;

/// <summary>The built program as a child process.</summary>
internal sealed class ProgramProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly StringBuilder _text = new();
    private readonly SemaphoreSlim _changed = new(0);

    private ProgramProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it wrote, both streams.</summary>
    public string Text
    {
        get
        {
            lock (_text)
                return _text.ToString();
        }
    }

    /// <summary>How this was built.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>The program as a shell calls it.</summary>
    public static string Program { get; } = Path.Combine(
        Repository.Root, "src/edge/ActorPlatform.Host/bin", Configuration, "net10.0", OperatingSystem.IsWindows() ? "actorplatform.exe" : "actorplatform");

    public static ProgramProcess Start(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        return new ProgramProcess(Process.Start(start)!);
    }

    /// <summary>Waits until it has written a text.</summary>
    public async Task SeeAsync(string text)
    {
        while (!Text.Contains(text, StringComparison.Ordinal))
            if (_process.HasExited || !await _changed.WaitAsync(s_patience))
                throw new InvalidOperationException($"'{text}' was not written:\n{Text}");
    }

    /// <summary>As Ctrl-C in its terminal; its exit code.</summary>
    public async Task<int> InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        return await EndAsync();
    }

    /// <summary>Waits for its end; its exit code.</summary>
    public async Task<int> EndAsync()
    {
        using var patience = new CancellationTokenSource(s_patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Add(string? line)
    {
        lock (_text)
            _text.AppendLine(line);
        _changed.Release();
    }
}
