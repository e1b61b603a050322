using ActorPlatform.Actors.Jobs.Settings;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Benchmarks.Engines;
using ActorPlatform.Benchmarks.Measuring;
using ActorPlatform.Hosting.Configuration;

namespace ActorPlatform.Benchmarks.Watching;

/// <summary>What it costs to watch very many RUNNING jobs of which nothing is new, on a cluster in this process: polls, timers, actors, and nothing else.</summary>
internal static class WatchingBenchmark
{
    // Polls begin fast after a start and become slow; a minute of the slowest pauses has them all apart.
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var jobs = arguments.Number("jobs", 100_000);
        var every = TimeSpan.FromSeconds(arguments.Number("every", 10));
        var seconds = TimeSpan.FromSeconds(arguments.Number("seconds", 60));
        Report.Machine();
        await using var postgres = await PostgresDatabases.StartAsync(cancellationToken);
        var storage = postgres.Open("watching", JournalKind.Grouped);
        var clusters = new CalmClusters();
        await using var engine = await BenchmarkEngine.StartAsync(Options(storage, every), cancellationToken, clusters: clusters);
        var fleet = new JobFleet(engine.Jobs, jobs);
        await fleet.DefineAllAsync(cancellationToken);
        await fleet.StartAllAsync(cancellationToken);
        await fleet.AllRunAsync(
            async cancelled => (long)await Queries.NumberAsync(storage, "SELECT count(*) FROM job_list WHERE status = 'RUNNING'", cancelled), cancellationToken);
        await Task.Delay(s_settle, cancellationToken);

        var (cpu, server, polls) = (Environment.CpuUsage.TotalTime, ServerCpu.Of(postgres.ServerId), clusters.Only.Polls);
        await Task.Delay(seconds, cancellationToken);
        (cpu, server, polls) = (Environment.CpuUsage.TotalTime - cpu, ServerCpu.Of(postgres.ServerId) - server, clusters.Only.Polls - polls);
        Report.Head("RUNNING", "polls per s", "engine, share of a core", "PostgreSQL", "CPU of a poll, µs", "resident, MiB", "heap, bytes per job");
        Report.Row(
            $"{jobs}", $"{polls / seconds.TotalSeconds:f0}", $"{cpu / seconds:p1}", $"{server / seconds:p1}", $"{cpu.TotalMicroseconds / polls:f1}",
            $"{Environment.WorkingSet >> 20}", $"{GC.GetTotalMemory(forceFullCollection: true) / jobs}");
        Report.Load("at the end");
    }

    private static ActorPlatformOptions Options(StorageOptions storage, TimeSpan every) => new()
    {
        Storage = storage,
        Jobs = new JobOptions { Monitor = new MonitorOptions { Slow = every } },
    };
}
