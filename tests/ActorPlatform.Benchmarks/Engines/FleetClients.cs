using System.Diagnostics;

namespace ActorPlatform.Benchmarks.Engines;

/// <summary>Clients that each wait for one answer before their next command, on jobs of their own.</summary>
internal sealed class FleetClients(JobFleet fleet, int clients)
{
    /// <summary>One command to each job. Milliseconds that the clients waited.</summary>
    public Task<List<double>> EachAsync(Func<int, CancellationToken, Task> command, CancellationToken cancellationToken) =>
        AllAsync((job, _) => job >= fleet.Count ? null : job, command, cancellationToken);

    /// <summary>Commands to all jobs in turn, until the time is over. Milliseconds that the clients waited.</summary>
    public Task<List<double>> ForAsync(TimeSpan duration, Func<int, CancellationToken, Task> command, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        return AllAsync((job, client) => Stopwatch.GetElapsedTime(start) >= duration ? null : job >= fleet.Count ? client : job, command, cancellationToken);
    }

    private async Task<List<double>> AllAsync(Func<int, int, int?> next, Func<int, CancellationToken, Task> command, CancellationToken cancellationToken)
    {
        var all = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => OneAsync(client, next, command, cancellationToken)));
        return [.. all.SelectMany(latencies => latencies)];
    }

    private async Task<List<double>> OneAsync(int client, Func<int, int, int?> next, Func<int, CancellationToken, Task> command, CancellationToken cancellationToken)
    {
        // The first step is not to hold up the start of the other clients.
        await Task.Yield();
        var latencies = new List<double>();
        for (var job = next(client, client); job is { } number; job = next(number + clients, client))
        {
            var sent = Stopwatch.GetTimestamp();
            await command(number, cancellationToken);
            latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        return latencies;
    }
}
