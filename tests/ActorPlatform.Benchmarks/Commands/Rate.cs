namespace ActorPlatform.Benchmarks.Commands;

/// <summary>What one stretch of work came to.</summary>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
internal sealed record Rate(long Count, TimeSpan Elapsed, double P50, double P99)
{
    public double PerSecond => Count / Elapsed.TotalSeconds;
}
