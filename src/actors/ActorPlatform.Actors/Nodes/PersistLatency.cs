using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;
using ActorPlatform.Actors.Entities;

namespace ActorPlatform.Actors.Nodes;

/// <summary>Remembers how long this process's writes took lately, by listening to its own metric. Thread safe.</summary>
internal sealed class PersistLatency(TimeProvider time) : IDisposable
{
    private const int Most = 1024;
    private const double Rare = 0.99;
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(1);
    private readonly Sample[] _newest = new Sample[Most];
    private readonly Lock _gate = new();
    private readonly MeterListener _listener = new();
    private long _added;

    /// <summary>Begins to listen.</summary>
    public PersistLatency Listen()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == EntityMetrics.Name && instrument.Name == EntityMetrics.PersistDuration) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => Add(seconds));
        _listener.Start();
        return this;
    }

    public void Add(double seconds)
    {
        lock (_gate) _newest[_added++ % Most] = new Sample(time.GetTimestamp(), seconds);
    }

    /// <summary>Null when nothing was written in the last minute.</summary>
    public PersistTimes? Read()
    {
        double[] recent;
        lock (_gate) recent = [.. _newest.Take((int)Math.Min(_added, Most)).Where(sample => time.GetElapsedTime(sample.At) <= s_window).Select(sample => sample.Seconds)];
        if (recent.Length == 0) return null;
        Array.Sort(recent);
        return new PersistTimes(recent.Length, TimeSpan.FromSeconds(recent[(recent.Length - 1) / 2]), TimeSpan.FromSeconds(recent[(int)Math.Ceiling(recent.Length * Rare) - 1]));
    }

    public void Dispose() => _listener.Dispose();

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Sample(long At, double Seconds);
}
