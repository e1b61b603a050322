using System.Diagnostics;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Benchmarks.Engines;
using ActorPlatform.Benchmarks.Measuring;

namespace ActorPlatform.Benchmarks.Lives;

/// <summary>Measures a phase: what came into the journal, how long clients waited, what the engine and the server of the database needed.</summary>
internal sealed class LifeMeter(StorageOptions storage, int server)
{
    public async Task<LifePhase> MeasureAsync(string name, Func<Task<List<double>>> act, CancellationToken cancellationToken)
    {
        var commits = await Queries.CommitsAsync(storage, cancellationToken);
        var (engineCpu, serverCpu) = (Environment.CpuUsage.TotalTime, ServerCpu.Of(server));
        var start = Stopwatch.GetTimestamp();
        var latencies = await act();
        var elapsed = Stopwatch.GetElapsedTime(start);
        (engineCpu, serverCpu) = (Environment.CpuUsage.TotalTime - engineCpu, ServerCpu.Of(server) - serverCpu);
        return new LifePhase(name, await Queries.CommitsAsync(storage, cancellationToken) - commits, elapsed, latencies, engineCpu, serverCpu);
    }

    public async Task<long> CountRunningAsync(CancellationToken cancellationToken) =>
        (long)await Queries.NumberAsync(storage, "SELECT count(*) FROM job_list WHERE status = 'RUNNING'", cancellationToken);
}

/// <summary>One phase of many lives.</summary>
/// <param name="Latencies">Of the clients' commands, milliseconds.</param>
internal sealed record LifePhase(string Name, long Commits, TimeSpan Elapsed, List<double> Latencies, TimeSpan EngineCpu, TimeSpan ServerCpu)
{
    public double PerSecond => Commits / Elapsed.TotalSeconds;

    public double P50 => Median.Of(Latencies);

    public double P99 => Median.Quantile(Latencies, 0.99);

    /// <summary>CPU seconds, clients included.</summary>
    public double EnginePerThousand => EngineCpu.TotalMilliseconds / Commits;

    /// <summary>CPU seconds.</summary>
    public double ServerPerThousand => ServerCpu.TotalMilliseconds / Commits;

    public static LifePhase Together(LifePhase[] phases) => new(
        "all", phases.Sum(phase => phase.Commits), new TimeSpan(phases.Sum(phase => phase.Elapsed.Ticks)), [.. phases.SelectMany(phase => phase.Latencies)],
        new TimeSpan(phases.Sum(phase => phase.EngineCpu.Ticks)), new TimeSpan(phases.Sum(phase => phase.ServerCpu.Ticks)));
}
