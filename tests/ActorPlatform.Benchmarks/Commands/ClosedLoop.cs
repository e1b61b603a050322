using System.Diagnostics;
using ActorPlatform.Benchmarks.Engines;
using ActorPlatform.Benchmarks.Measuring;

namespace ActorPlatform.Benchmarks.Commands;

/// <summary>Clients that each wait for the answer to a command before they send the next one. Each has jobs of its own, so that no command waits for another one of its job.</summary>
internal sealed class ClosedLoop(JobFleet fleet, int clients)
{
    private readonly int[] _next = [.. Enumerable.Range(0, clients)];

    public async Task<Rate> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        var latencies = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => ClientAsync(client, start, duration, cancellationToken)));
        var elapsed = Stopwatch.GetElapsedTime(start);
        var all = latencies.SelectMany(latency => latency).ToArray();
        return new Rate(all.Length, elapsed, Median.Of(all), Median.Quantile(all, 0.99), Environment.CpuUsage.TotalTime - cpu);
    }

    private async Task<List<double>> ClientAsync(int client, long start, TimeSpan duration, CancellationToken cancellationToken)
    {
        // The first step is not to hold up the start of the other clients.
        await Task.Yield();
        var latencies = new List<double>();
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            var sent = Stopwatch.GetTimestamp();
            await fleet.ChangeAsync(_next[client], cancellationToken);
            latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            _next[client] += clients;
            if (_next[client] >= fleet.Count) _next[client] = client;
        }

        return latencies;
    }
}
