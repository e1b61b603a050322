using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Benchmarks.Commands;
using ActorPlatform.Benchmarks.Engines;
using ActorPlatform.Benchmarks.Fleet;
using ActorPlatform.Benchmarks.Measuring;
using ActorPlatform.Benchmarks.Nodes;

namespace ActorPlatform.Benchmarks.Http;

/// <summary>Reading a job from its entity and creating one: over HTTP by wrk, and beside it the same by calls in this process. One node, PostgreSQL.</summary>
internal static class HttpBenchmark
{
    public static async Task RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var plan = CommandPlan.Of(arguments);
        Report.Machine();
        Report.Head("what", "by", "per s", "p50 / p99");
        await OverHttpAsync(plan, cancellationToken);
        await InProcessAsync(plan, cancellationToken);
        Report.Load("at the end");
    }

    private static async Task OverHttpAsync(CommandPlan plan, CancellationToken cancellationToken)
    {
        await using var site = await NodesSite.StartAsync(1, cancellationToken);
        using var client = site.ClientOf(0);
        var jobs = new string[plan.Entities];
        await FleetJobs.EachAsync(jobs.Length, async i => jobs[i] = (await client.CreateJobAsync(FleetJobs.SpecOf(i), cancellationToken: cancellationToken)).Id, cancellationToken);
        var folder = Directory.CreateTempSubdirectory("actorplatform-wrk-");
        try
        {
            var ids = Path.Combine(folder.FullName, "ids");
            await File.WriteAllLinesAsync(ids, jobs, cancellationToken);
            foreach (var (what, script) in new[] { ("GET a job", Get(ids)), ("POST a job", Post) })
            {
                await new Wrk(folder.FullName, plan.Clients, plan.WarmUp).RunAsync(site.ApiOf(0, "/"), script, cancellationToken);
                var result = await new Wrk(folder.FullName, plan.Clients, plan.Duration).RunAsync(site.ApiOf(0, "/"), script, cancellationToken);
                Report.Row(what, $"HTTP, wrk with {plan.Clients} connections", $"{result.PerSecond:f0}", $"{result.P50} / {result.P99}");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task InProcessAsync(CommandPlan plan, CancellationToken cancellationToken)
    {
        await using var postgres = await PostgresDatabases.StartAsync(cancellationToken);
        await using var engine = await BenchmarkEngine.StartAsync(postgres.Open("inprocess", JournalKind.Grouped), cancellationToken);
        var fleet = new JobFleet(engine.Jobs, plan.Entities);
        await fleet.DefineAllAsync(cancellationToken);
        await MeasureAsync("GET a job", fleet, (number, token) => engine.Jobs.FindAsync(JobFleet.IdOf(number), token));

        // Enough of them that none has to be created twice.
        var news = new JobFleet(engine.Jobs, int.MaxValue / 2, first: plan.Entities);
        await MeasureAsync("POST a job", news, news.CreateAsync);

        async Task MeasureAsync(string what, JobFleet jobs, Func<int, CancellationToken, Task> command)
        {
            var clients = new FleetClients(jobs, plan.Clients);
            await clients.ForAsync(plan.WarmUp, command, cancellationToken);
            var latencies = await clients.ForAsync(plan.Duration, command, cancellationToken);
            Report.Row(what, $"calls, {plan.Clients} clients", $"{latencies.Count / plan.Duration.TotalSeconds:f0}", $"{Median.Of(latencies):f2}ms / {Median.Quantile(latencies, 0.99):f2}ms");
        }
    }

    private static string Get(string ids) => $$"""
        local ids = {}
        for line in io.lines("{{ids}}") do ids[#ids + 1] = line end
        request = function() return wrk.format("GET", "/api/v1/jobs/" .. ids[math.random(#ids)]) end

        """;

    // Threads count by themselves, and begin apart.
    private const string Post = """
        local threads = 0
        setup = function(thread) thread:set("own", threads); threads = threads + 1 end
        init = function() math.randomseed(os.time() + own); number = math.random(1000000000); wrk.headers["Content-Type"] = "application/json" end
        request = function()
          number = number + 1
          local body = '{"name":"wrk-' .. own .. '-' .. number .. '","artifact":"hdfs:///sandbox/demo.jar","entryClass":"demo.Main","args":["--rate","100"],"target":{"cluster":"a"}}'
          return wrk.format("POST", "/api/v1/jobs", nil, body)
        end

        """;
}
