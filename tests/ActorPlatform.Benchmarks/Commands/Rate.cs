using System.Diagnostics;
using ActorPlatform.Benchmarks.Measuring;

namespace ActorPlatform.Benchmarks.Commands;

/// <summary>What one stretch of work came to.</summary>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="Cpu">Of this process, clients included; what a database server of its own needs is not in it.</param>
internal sealed record Rate(long Count, TimeSpan Elapsed, double P50, double P99, TimeSpan Cpu)
{
    public double PerSecond => Count / Elapsed.TotalSeconds;

    /// <summary>Microseconds.</summary>
    public double CpuPerCommand => Cpu.TotalMicroseconds / Count;

    /// <param name="act">Returns the latencies, in milliseconds.</param>
    public static async Task<Rate> OfAsync(Func<Task<List<double>>> act)
    {
        var (start, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var latencies = await act();
        return new Rate(latencies.Count, Stopwatch.GetElapsedTime(start), Median.Of(latencies), Median.Quantile(latencies, 0.99), Environment.CpuUsage.TotalTime - cpu);
    }

    /// <summary>Of one act after the other.</summary>
    public static Task<Rate> OfLoopAsync(Func<ValueTask> act, TimeSpan duration, CancellationToken cancellationToken) => OfAsync(async () =>
    {
        var latencies = new List<double>();
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sent = Stopwatch.GetTimestamp();
            await act();
            latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        return latencies;
    });
}
