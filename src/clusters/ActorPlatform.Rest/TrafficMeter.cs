namespace ActorPlatform.Rest;

/// <summary>Counts requests of the last minute, second by second. Thread safe.</summary>
public sealed class TrafficMeter(TimeProvider time)
{
    private const int Seconds = 60;
    private readonly Lock _lock = new();
    private readonly int[] _counts = new int[Seconds];
    private long _second = Now(time);
    private long _total;

    /// <summary>Requests per second over the last minute.</summary>
    public double PerSecond
    {
        get
        {
            lock (_lock)
            {
                Advance();
                return _counts.Sum() / (double)Seconds;
            }
        }
    }

    /// <summary>All requests since the start.</summary>
    public long Total => Interlocked.Read(ref _total);

    /// <summary>Counts one request.</summary>
    public void Count()
    {
        lock (_lock)
        {
            Advance();
            _counts[_second % Seconds]++;
            _total++;
        }
    }

    private static long Now(TimeProvider time) => time.GetTimestamp() / time.TimestampFrequency;

    private void Advance()
    {
        var now = Now(time);
        for (var passed = 0; _second < now && passed < Seconds; passed++)
            _counts[++_second % Seconds] = 0;
        _second = Math.Max(_second, now);
    }
}
