using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Benchmarks.Engines;
using ActorPlatform.Benchmarks.Measuring;

namespace ActorPlatform.Benchmarks.Restart;

/// <summary>From process start until every job has answered a read, with the grouped and with the stock read path, on the same database.</summary>
internal static class RestartBenchmark
{
    private const string Database = "restart";

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var entities = arguments.Number("entities", 10_000);
        var pairs = arguments.Number("pairs", 3);
        Report.Machine();
        if (arguments.Wants("database", "sqlite"))
        {
            await using var sqlite = new SqliteDatabases();
            await MeasureAsync(sqlite, entities, pairs, cancellationToken);
        }

        if (arguments.Wants("database", "postgres"))
        {
            await using var postgres = await PostgresDatabases.StartAsync(cancellationToken);
            await MeasureAsync(postgres, entities, pairs, cancellationToken);
        }

        Report.Load("at the end");
    }

    private static async Task MeasureAsync(IDatabases databases, int entities, int pairs, CancellationToken cancellationToken)
    {
        await RestartJobs.SeedAsync(databases.Open(Database, JournalKind.Grouped), entities, cancellationToken);
        Report.Head("database", "pair", "grouped, s", "CPU s", "stock, s", "CPU s", "ratio");
        var ratios = new List<double>();
        for (var pair = 1; pair <= pairs; pair++)
        {
            var (ours, theirs) = await PairAsync(databases, entities, stockFirst: pair % 2 == 0, cancellationToken);
            ratios.Add(theirs.Seconds / ours.Seconds);
            Report.Row(databases.Name, $"{pair}", $"{ours.Seconds:f1}", $"{ours.CpuSeconds:f1}", $"{theirs.Seconds:f1}", $"{theirs.CpuSeconds:f1}", $"{ratios[^1]:f2}");
        }

        Report.Row(databases.Name, "median", "", "", "", "", $"{Median.Of(ratios):f2}");
    }

    private static async Task<(RestartResult Ours, RestartResult Theirs)> PairAsync(IDatabases databases, int entities, bool stockFirst, CancellationToken cancellationToken)
    {
        var first = await RestartJobs.ChildAsync(databases.Open(Database, stockFirst ? JournalKind.Stock : JournalKind.Grouped), entities, cancellationToken);
        var second = await RestartJobs.ChildAsync(databases.Open(Database, stockFirst ? JournalKind.Grouped : JournalKind.Stock), entities, cancellationToken);
        return stockFirst ? (second, first) : (first, second);
    }
}
