using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using ActorPlatform.Chaos.Checking;

namespace ActorPlatform.Chaos.Clients;

/// <summary>The run's history as it happens, kept in a file line by line.</summary>
internal sealed class Recorder(string folder) : IDisposable
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly ConcurrentQueue<Attempt> _attempts = new();
    private readonly ConcurrentQueue<string> _told = new();
    private readonly TextWriter _file = TextWriter.Synchronized(new StreamWriter(Path.Combine(folder, "history.jsonl")) { AutoFlush = true });

    /// <summary>Milliseconds since the run's start.</summary>
    public long Now => _clock.ElapsedMilliseconds;

    /// <summary>What <see cref="Tell"/> was told.</summary>
    public IReadOnlyList<string> Told => [.. _told];

    public IReadOnlyList<Attempt> Attempts => [.. _attempts];

    public void Add(Attempt attempt)
    {
        _attempts.Enqueue(attempt);
        _file.WriteLine(JsonSerializer.Serialize(attempt));
    }

    public void Tell(string what)
    {
        _told.Enqueue($"{Now / 1000.0,7:0.0} s  {what}");
        _file.WriteLine(JsonSerializer.Serialize(new { At = Now, Utc = DateTime.UtcNow, What = what }));
    }

    public void Dispose() => _file.Dispose();
}
