using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Benchmarks.Engines;
using ActorPlatform.Benchmarks.Measuring;

namespace ActorPlatform.Benchmarks.Restart;

/// <summary>From process start until every job has answered a read, with the grouped and with the stock read path, on the same database.</summary>
internal static class RestartBenchmark
{
    /// <summary>Ten commits: the claim, the definition, eight changes.</summary>
    public const int SpecVersion = 9;

    private const int Commits = 10;

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var entities = arguments.Number("entities", 10_000);
        var pairs = arguments.Number("pairs", 3);
        Report.Machine();
        if (arguments.Wants("sqlite"))
        {
            await using var sqlite = new SqliteDatabases();
            await MeasureAsync(sqlite, entities, pairs, cancellationToken);
        }

        if (arguments.Wants("postgres"))
        {
            await using var postgres = await PostgresDatabases.StartAsync(cancellationToken);
            await MeasureAsync(postgres, entities, pairs, cancellationToken);
        }

        Report.Load("at the end");
    }

    private static async Task MeasureAsync(IDatabases databases, int entities, int pairs, CancellationToken cancellationToken)
    {
        await SeedAsync(databases.Open("restart", JournalKind.Grouped), entities, cancellationToken);
        var empty = await ChildAsync(databases, JournalKind.Grouped, 0, cancellationToken);
        Report.Head("database", "pair", "grouped, s", "CPU s", "stock, s", "CPU s", "ratio", "heap per job, bytes", "of it the job's own");
        var ratios = new List<double>();
        var heaps = new List<double>();
        for (var pair = 1; pair <= pairs; pair++)
        {
            var (ours, theirs) = await PairAsync(databases, entities, stockFirst: pair % 2 == 0, cancellationToken);
            ratios.Add(theirs.Seconds / ours.Seconds);
            heaps.Add((double)ours.HeapBytes / entities);
            Report.Row(
                databases.Name, $"{pair}", $"{ours.Seconds:f1}", $"{ours.CpuSeconds:f1}", $"{theirs.Seconds:f1}", $"{theirs.CpuSeconds:f1}", $"{ratios[^1]:f2}",
                $"{heaps[^1]:f0}", $"{(double)(ours.HeapBytes - empty.HeapBytes) / entities:f0}");
        }

        Report.Row(databases.Name, "median", "", "", "", "", $"{Median.Of(ratios):f2}", $"{Median.Of(heaps):f0}", "");
    }

    private static async Task<(RestartResult Ours, RestartResult Theirs)> PairAsync(IDatabases databases, int entities, bool stockFirst, CancellationToken cancellationToken)
    {
        var first = await ChildAsync(databases, stockFirst ? JournalKind.Stock : JournalKind.Grouped, entities, cancellationToken);
        var second = await ChildAsync(databases, stockFirst ? JournalKind.Grouped : JournalKind.Stock, entities, cancellationToken);
        return stockFirst ? (second, first) : (first, second);
    }

    private static async Task SeedAsync(StorageOptions storage, int entities, CancellationToken cancellationToken)
    {
        await using (var engine = await BenchmarkEngine.StartAsync(storage, cancellationToken))
        {
            var fleet = new JobFleet(engine.Jobs, entities);
            await fleet.DefineAllAsync(cancellationToken);
            for (var version = 2; version <= SpecVersion; version++) await fleet.ChangeAllAsync(cancellationToken);
        }

        var rows = await Queries.NumberAsync(storage, "SELECT count(*) FROM journal", cancellationToken);
        if ((long)rows != (long)entities * Commits) throw new InvalidOperationException($"{rows} commits were written for {entities} jobs, not {Commits} each.");
    }

    private static async Task<RestartResult> ChildAsync(IDatabases databases, JournalKind journal, int entities, CancellationToken cancellationToken)
    {
        var storage = JsonSerializer.Serialize(databases.Open("restart", journal));
        string[] arguments = [Assembly.GetExecutingAssembly().Location, RestartChild.Name, "--storage", storage, "--entities", $"{entities}"];
        var start = new ProcessStartInfo(Environment.ProcessPath!, Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? arguments : arguments[1..])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<RestartResult>(output.AsSpan(0, output.IndexOf('\n', StringComparison.Ordinal)))!
            : throw new InvalidOperationException($"The child with the {journal} journal ended with {process.ExitCode}: {output}");
    }
}
