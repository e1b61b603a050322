using System.Diagnostics;
using ActorPlatform.Benchmarks.Fleet;
using ActorPlatform.Benchmarks.Measuring;
using ActorPlatform.Client;

namespace ActorPlatform.Benchmarks.Nodes;

/// <summary>Running jobs on three nodes: a node stands still for three seconds; one is killed, the oldest one too; the database is away for half a minute. How soon does each job answer?</summary>
internal static class NodesBenchmark
{
    private const int Count = 3;
    private static readonly TimeSpan s_blink = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var count = arguments.Number("jobs", 10_000);
        var away = TimeSpan.FromSeconds(arguments.Number("away", 30));
        Report.Machine();
        await using var site = await NodesSite.StartAsync(Count, cancellationToken);
        var jobs = await StartAsync(site, count, cancellationToken);
        Report.Head(["what", .. SweepResult.Heads]);
        if (arguments.Wants("act", "pause")) await BlinkAsync(site, jobs, cancellationToken);
        if (arguments.Wants("act", "kill")) await KillAsync(site, jobs.Length, oldest: false, cancellationToken);
        if (arguments.Wants("act", "kill")) await KillAsync(site, jobs.Length, oldest: true, cancellationToken);
        if (arguments.Wants("act", "database")) await LoseDatabaseAsync(site, jobs, away, cancellationToken);
        Report.Load("at the end");
    }

    private static async Task<string[]> StartAsync(NodesSite site, int count, CancellationToken cancellationToken)
    {
        var clients = Enumerable.Range(0, Count).Select(site.ClientOf).ToArray();
        var jobs = new string[count];
        var start = Stopwatch.GetTimestamp();
        await FleetJobs.EachAsync(
            count,
            async i =>
            {
                var client = clients[i % clients.Length];
                jobs[i] = (await client.CreateJobAsync(FleetJobs.SpecOf(i), cancellationToken: cancellationToken)).Id;
                await client.RunAsync(jobs[i], new JobAction.Start(), cancellationToken: cancellationToken);
            },
            cancellationToken);
        await Until.TrueAsync(async () => await site.RunningAsync(cancellationToken) == count, cancellationToken);
        Report.Line($"- {count} jobs created and RUNNING after {Stopwatch.GetElapsedTime(start).TotalSeconds:f0} s, on {Count} nodes: {await EntitiesAsync(site, 0, cancellationToken)}");
        foreach (var client in clients) client.Dispose();
        await Task.Delay(s_settle, cancellationToken);
        return jobs;
    }

    private static async Task KillAsync(NodesSite site, int jobs, bool oldest, CancellationToken cancellationToken)
    {
        var first = await site.OldestAsync(cancellationToken);
        var victim = oldest ? first : (first + 1) % Count;
        var its = await site.JobsOfAsync(victim, cancellationToken);
        var others = Others(victim);
        await site.KillNodeAsync(victim);
        var swept = await new Sweep(site.Http, site.ApiOf, others).RunAsync(its, Stopwatch.GetTimestamp(), cancellationToken);
        Report.Row([oldest ? "kill -9 of the oldest" : "kill -9", .. swept.Columns]);
        await site.StartNodeAsync(victim, cancellationToken);
        await site.BeAllThereAsync(cancellationToken);

        // What comes next finds a cluster as it is most of the time: the jobs evenly divided again.
        await Until.TrueAsync(async () => await site.IsEvenAsync(jobs / Count / 5, cancellationToken), cancellationToken);
        await Task.Delay(s_settle, cancellationToken);
    }

    private static async Task BlinkAsync(NodesSite site, string[] jobs, CancellationToken cancellationToken)
    {
        var before = await EntitiesAsync(site, 0, cancellationToken);
        var sleeper = (await site.OldestAsync(cancellationToken) + 1) % Count;
        await site.FreezeNodeAsync(sleeper, frozen: true);
        await Task.Delay(s_blink, cancellationToken);
        await site.FreezeNodeAsync(sleeper, frozen: false);
        var swept = await new Sweep(site.Http, site.ApiOf, Others(sleeper)).RunAsync(jobs, Stopwatch.GetTimestamp(), cancellationToken);
        Report.Row([$"a pause of {s_blink.TotalSeconds:f0} s", .. swept.Columns]);
        await Task.Delay(s_settle, cancellationToken);
        Report.Line($"- jobs by node before the pause: {before}; after it: {await EntitiesAsync(site, 0, cancellationToken)}");
    }

    private static async Task LoseDatabaseAsync(NodesSite site, string[] jobs, TimeSpan away, CancellationToken cancellationToken)
    {
        await site.Postgres.StopServerAsync();
        await Task.Delay(away, cancellationToken);
        await site.Postgres.StartServerAsync(cancellationToken);
        var swept = await new Sweep(site.Http, site.ApiOf, Others(-1)).RunAsync(jobs, Stopwatch.GetTimestamp(), cancellationToken);
        Report.Row([$"PostgreSQL away for {away.TotalSeconds:f0} s, from its return", .. swept.Columns]);
        Report.Line($"- jobs by node after it: {await EntitiesAsync(site, 0, cancellationToken)}");
    }

    private static int[] Others(int than) => [.. Enumerable.Range(0, Count).Where(node => node != than)];

    // With the incarnations: a node that had to begin anew shows.
    private static async Task<string> EntitiesAsync(NodesSite site, int of, CancellationToken cancellationToken) =>
        string.Join(", ", (await site.NodesAsync(of, cancellationToken)).Select(node => $"{node.Name} (incarnation {node.Incarnation}) {node.Entities}"));
}
