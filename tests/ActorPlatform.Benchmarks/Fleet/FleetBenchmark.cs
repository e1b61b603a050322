using System.Diagnostics;
using ActorPlatform.Benchmarks.Measuring;
using ActorPlatform.Client;
using ActorPlatform.Client.Http;

namespace ActorPlatform.Benchmarks.Fleet;

/// <summary>Many running jobs on one node, over HTTP on both sides: what watching them costs, what a list costs, how long many starts and a start after a kill take.</summary>
internal static class FleetBenchmark
{
    private const int Pages = 200;

    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var plan = FleetPlan.Of(arguments);
        Report.Machine();
        await using var site = await FleetSite.StartAsync(plan, cancellationToken);
        using var client = site.Client();
        Report.Head("jobs", "started and RUNNING after", "CPU of watching", "resident", "requests a minute, bulk", "to JobManagers");
        var jobs = await DefineAsync(client, 0, plan.Few, cancellationToken);
        await GrowAsync(site, client, jobs, plan.Few, plan, cancellationToken);
        jobs = await DefineAsync(client, plan.Few, plan.Jobs, cancellationToken);
        await GrowAsync(site, client, jobs, plan.Jobs, plan, cancellationToken);
        await ListAsync(site, cancellationToken);
        await KillAsync(site, plan, cancellationToken);
        Report.Load("at the end");
    }

    private static async Task<string[]> DefineAsync(ActorPlatformHttpClient client, int from, int to, CancellationToken cancellationToken)
    {
        var ids = new string[to - from];
        await FleetJobs.EachAsync(ids.Length, async i => ids[i] = (await client.CreateJobAsync(FleetJobs.SpecOf(from + i), cancellationToken: cancellationToken)).Id, cancellationToken);
        return ids;
    }

    private static async Task GrowAsync(FleetSite site, ActorPlatformHttpClient client, string[] started, int all, FleetPlan plan, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await FleetJobs.EachAsync(started.Length, i => client.RunAsync(started[i], new JobAction.Start(), cancellationToken: cancellationToken), cancellationToken);
        await Until.TrueAsync(async () => await site.RunningAsync(cancellationToken) == all, cancellationToken);
        var took = Stopwatch.GetElapsedTime(start);
        await Task.Delay(plan.Settle, cancellationToken);

        var (requests, cpu, from) = (await site.RequestsAsync(cancellationToken), site.Engine.Cpu, Stopwatch.GetTimestamp());
        await Task.Delay(plan.Watch, cancellationToken);
        var (minutes, used) = (Stopwatch.GetElapsedTime(from).TotalMinutes, site.Engine.Cpu - cpu);
        var made = await site.RequestsAsync(cancellationToken);
        var byRoute = made.Select(route => (route.Key, PerMinute: (route.Value - requests.GetValueOrDefault(route.Key)) / minutes)).Where(route => route.PerMinute > 0).ToArray();
        var toJobManagers = byRoute.Where(route => route.Key.Contains("/jobmanagers/", StringComparison.Ordinal)).Sum(route => route.PerMinute);
        Report.Row(
            $"{all}", $"{started.Length} in {took.TotalSeconds:f1} s", $"{used.TotalMinutes / minutes:p1} of a core", $"{site.Engine.Memory.Now:f0} MiB, at most {site.Engine.Memory.Most:f0}",
            $"{byRoute.Sum(route => route.PerMinute) - toJobManagers:f0}", $"{toJobManagers:f0}");
    }

    private static async Task ListAsync(FleetSite site, CancellationToken cancellationToken)
    {
        foreach (var query in new[] { "limit=100", "limit=100&fields=summary", "limit=100&status=RUNNING&sort=updatedAt", "limit=100&q=fleet-77" })
        {
            var times = new double[Pages];
            for (var i = 0; i < Pages; i++)
            {
                var start = Stopwatch.GetTimestamp();
                await site.Http.GetStringAsync(site.ApiOf($"/api/v1/jobs?{query}"), cancellationToken);
                times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }

            Report.Line($"- GET /api/v1/jobs?{query}: {Median.Of(times):f1} ms at the median, p99 {Median.Quantile(times, 0.99):f1} ms");
        }
    }

    private static async Task KillAsync(FleetSite site, FleetPlan plan, CancellationToken cancellationToken)
    {
        await site.Engine.KillAsync();
        var start = Stopwatch.GetTimestamp();
        await site.StartEngineAsync(cancellationToken);
        await Until.TrueAsync(async () => await site.LoadedAsync(cancellationToken) >= plan.Jobs, cancellationToken);
        var loaded = Stopwatch.GetElapsedTime(start);
        await Until.TrueAsync(async () => await site.SeenAsync(cancellationToken) == plan.Jobs, cancellationToken);
        Report.Line($"- kill -9 and start: all jobs loaded after {loaded.TotalSeconds:f1} s, and all seen on their cluster after {Stopwatch.GetElapsedTime(start).TotalSeconds:f1} s");
    }
}
