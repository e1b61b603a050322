using System.Collections.Concurrent;
using System.Diagnostics;

namespace ActorPlatform.EndToEnd.Engines;

/// <summary>What an engine wrote, with the time at which each line arrived here.</summary>
internal sealed class EngineLog(string file)
{
    private const int Kept = 4000;
    private readonly ConcurrentQueue<EngineLine> _lines = new();
    private readonly Lock _file = new();

    public string File => file;

    public IReadOnlyList<EngineLine> Lines => [.. _lines];

    public void Follow(Process process)
    {
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Tail(int lines) => string.Join('\n', _lines.TakeLast(lines).Select(l => l.Text));

    private void Add(string? text)
    {
        if (text is null)
            return;
        _lines.Enqueue(new EngineLine(Stopwatch.GetTimestamp(), text));
        if (_lines.Count > Kept)
            _lines.TryDequeue(out _);
        lock (_file)
            try
            {
                System.IO.File.AppendAllText(file, text + "\n");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // What is thrown here ends the whole test run, and no test has failed: it is on a thread of the runtime's own.
                _lines.Enqueue(new EngineLine(Stopwatch.GetTimestamp(), $"({file} was not written: {exception.Message})"));
            }
    }
}

/// <summary>A line of output.</summary>
/// <param name="At">A timestamp of <see cref="Stopwatch"/>.</param>
internal sealed record EngineLine(long At, string Text);
