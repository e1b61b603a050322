using ActorPlatform.Actors.Jobs.Settings;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Benchmarks.Commands;
using ActorPlatform.Benchmarks.Engines;
using ActorPlatform.Benchmarks.Measuring;
using ActorPlatform.Hosting.Configuration;

namespace ActorPlatform.Benchmarks.Lives;

/// <summary>Durable commands of whole lives on PostgreSQL: jobs are created, started until they are RUNNING, and changed while they run; in turns with pgbench on the same server.</summary>
internal static class LivesBenchmark
{
    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var plan = CommandPlan.Of(arguments);
        Report.Machine();
        await using var postgres = await PostgresDatabases.StartAsync(cancellationToken);
        var storage = postgres.Open("lives", JournalKind.Grouped);
        var clusters = new CalmClusters();
        await using var engine = await BenchmarkEngine.StartAsync(Options(storage), cancellationToken, clusters: clusters);
        var meter = new LifeMeter(storage, postgres.ServerId);

        // What the first jobs cost is compiling; they are not counted.
        await LiveAsync(new JobFleet(engine.Jobs, plan.Entities), plan with { Duration = plan.WarmUp }, meter, cancellationToken);
        Report.Head("pair", "phase", "commits", "per s", "p50 / p99 ms", "engine, CPU s per 1,000", "PostgreSQL", "pgbench, per s", "ratio");
        var ratios = new List<double>();
        for (var pair = 1; pair <= plan.Pairs; pair++)
        {
            var pgbench = postgres.Bench(plan.Clients);
            var before = await pgbench.RunAsync(plan.Duration, cancellationToken);
            var phases = await LiveAsync(new JobFleet(engine.Jobs, plan.Entities, first: pair * plan.Entities), plan, meter, cancellationToken);
            var beside = (before + await pgbench.RunAsync(plan.Duration, cancellationToken)) / 2;
            foreach (var phase in phases) Row(pair, phase, beside);
            var whole = LifePhase.Together(phases);
            Row(pair, whole, beside);
            ratios.Add(whole.PerSecond / beside);
        }

        Report.Row("median", "", "", "", "", "", "", "", $"{Median.Of(ratios):f2}");
        Report.Load("at the end");
    }

    private static async Task<LifePhase[]> LiveAsync(JobFleet fleet, CommandPlan plan, LifeMeter meter, CancellationToken cancellationToken)
    {
        var clients = new FleetClients(fleet, plan.Clients);
        return
        [
            await meter.MeasureAsync("create", () => clients.EachAsync(fleet.DefineAsync, cancellationToken), cancellationToken),
            await meter.MeasureAsync(
                "start, until RUNNING",
                async () =>
                {
                    var latencies = await clients.EachAsync(fleet.StartAsync, cancellationToken);
                    await fleet.AllRunAsync(meter.CountRunningAsync, cancellationToken);
                    return latencies;
                },
                cancellationToken),
            await meter.MeasureAsync("change while RUNNING", () => clients.ForAsync(plan.Duration, fleet.ChangeAsync, cancellationToken), cancellationToken),
        ];
    }

    private static void Row(int pair, LifePhase phase, double pgbench) => Report.Row(
        $"{pair}", phase.Name, $"{phase.Commits}", $"{phase.PerSecond:f0}", $"{phase.P50:f1} / {phase.P99:f1}", $"{phase.EnginePerThousand:f3}", $"{phase.ServerPerThousand:f3}",
        $"{pgbench:f0}", $"{phase.PerSecond / pgbench:f2}");

    // The cluster is asked as seldom as can be: watching has a measurement of its own.
    private static ActorPlatformOptions Options(StorageOptions storage) => new()
    {
        Storage = storage,
        Jobs = new JobOptions { Monitor = new MonitorOptions { Slow = TimeSpan.FromHours(1) } },
    };
}
