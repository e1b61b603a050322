using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Benchmarks.Engines;
using ActorPlatform.Benchmarks.Measuring;

namespace ActorPlatform.Benchmarks.Commands;

/// <summary>Durable commands per second: on SQLite against single-row commits, on PostgreSQL against the stock write path. Both sides in turns, in one process.</summary>
internal static class CommandsBenchmark
{
    // All of a row that is stored, but for the numbers.
    private const string RowBytes = """
        SELECT avg(length(message) + length(persistence_id) + length(manifest) + length(writer_uuid) + length(command_id) + length(commit_id) + 32)
        FROM journal WHERE command_id IS NOT NULL
        """;

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var plan = CommandPlan.Of(arguments);
        Report.Machine();
        if (arguments.Wants("database", "sqlite")) await SqliteAsync(plan, cancellationToken);
        if (arguments.Wants("database", "postgres")) await PostgresAsync(plan, cancellationToken);
        Report.Load("at the end");
    }

    private static async Task SqliteAsync(CommandPlan plan, CancellationToken cancellationToken)
    {
        await using var databases = new SqliteDatabases();
        var storage = databases.Open("grouped", JournalKind.Grouped);
        await using var engine = await BenchmarkEngine.StartAsync(storage, cancellationToken);
        var ours = await PrepareAsync(engine, plan, cancellationToken);
        var rowBytes = (int)await Queries.NumberAsync(storage, RowBytes, cancellationToken);
        using var bare = new SingleRowLoop(databases.Open("bare", JournalKind.Grouped), rowBytes);
        var messageBytes = (int)await Queries.NumberAsync(storage, "SELECT avg(length(message)) FROM journal WHERE command_id IS NOT NULL", cancellationToken);
        await using var journal = await JournalRowLoop.OpenAsync(databases.Open("journal", JournalKind.Grouped), plan.Entities, messageBytes, cancellationToken);
        await bare.RunAsync(plan.WarmUp, cancellationToken);
        await journal.RunAsync(plan.WarmUp, cancellationToken);
        Report.Line($"- SQLite: rows of {rowBytes} bytes");
        await ComparePairsAsync(
            "SQLite", "bare loop", plan.Pairs, () => ours.RunAsync(plan.Duration, cancellationToken), () => bare.RunAsync(plan.Duration, cancellationToken));
        await ComparePairsAsync(
            "SQLite", "single rows, the journal's table", plan.Pairs, () => ours.RunAsync(plan.Duration, cancellationToken), () => journal.RunAsync(plan.Duration, cancellationToken));
    }

    private static async Task PostgresAsync(CommandPlan plan, CancellationToken cancellationToken)
    {
        await using var databases = await PostgresDatabases.StartAsync(cancellationToken);
        await using var grouped = await BenchmarkEngine.StartAsync(databases.Open("grouped", JournalKind.Grouped), cancellationToken);
        await using var stock = await BenchmarkEngine.StartAsync(databases.Open("stock", JournalKind.Stock), cancellationToken);
        var ours = await PrepareAsync(grouped, plan, cancellationToken);
        var theirs = await PrepareAsync(stock, plan, cancellationToken);
        await ComparePairsAsync(
            databases.Name, "stock", plan.Pairs, () => ours.RunAsync(plan.Duration, cancellationToken), () => theirs.RunAsync(plan.Duration, cancellationToken));
    }

    private static async Task<ClosedLoop> PrepareAsync(BenchmarkEngine engine, CommandPlan plan, CancellationToken cancellationToken)
    {
        var fleet = new JobFleet(engine.Jobs, plan.Entities);
        await fleet.DefineAllAsync(cancellationToken);
        var loop = new ClosedLoop(fleet, plan.Clients);
        await loop.RunAsync(plan.WarmUp, cancellationToken);
        return loop;
    }

    private static async Task ComparePairsAsync(string database, string other, int pairs, Func<Task<Rate>> ours, Func<Task<Rate>> theirs)
    {
        Report.Head("database", "pair", "engine, per s", "p50 / p99 ms", "CPU µs", $"{other}, per s", "p50 / p99 ms", "CPU µs", "ratio");
        var ratios = new List<double>();
        for (var pair = 1; pair <= pairs; pair++)
        {
            // Turn about, so that a drift of the machine does not always favour the same side.
            var (a, b) = pair % 2 == 1 ? (await ours(), await theirs()) : Swap(await theirs(), await ours());
            ratios.Add(a.PerSecond / b.PerSecond);
            Report.Row([database, $"{pair}", .. Columns(a), .. Columns(b), $"{ratios[^1]:f2}"]);
        }

        Report.Row(database, "median", "", "", "", "", "", "", $"{Median.Of(ratios):f2}");
    }

    private static string[] Columns(Rate rate) => [$"{rate.PerSecond:f0}", $"{rate.P50:f1} / {rate.P99:f1}", $"{rate.CpuPerCommand:f0}"];

    private static (Rate Ours, Rate Theirs) Swap(Rate theirs, Rate ours) => (ours, theirs);
}
