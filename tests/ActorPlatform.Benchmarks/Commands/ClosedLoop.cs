using System.Diagnostics;
using ActorPlatform.Benchmarks.Engines;
using ActorPlatform.Benchmarks.Measuring;

namespace ActorPlatform.Benchmarks.Commands;

/// <summary>Clients that each wait for the answer to a change of a job before they ask for the next one. Each has jobs of its own, so that no command waits for another one of its job.</summary>
internal sealed class ClosedLoop(JobFleet fleet, int clients)
{
    private readonly FleetClients _clients = new(fleet, clients);

    public async Task<Rate> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        var latencies = await _clients.ForAsync(duration, fleet.ChangeAsync, cancellationToken);
        return new Rate(latencies.Count, Stopwatch.GetElapsedTime(start), Median.Of(latencies), Median.Quantile(latencies, 0.99), Environment.CpuUsage.TotalTime - cpu);
    }
}
