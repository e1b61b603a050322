using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ActorPlatform.Chaos.Checking;
using ActorPlatform.Chaos.Processes;

namespace ActorPlatform.Chaos.Clients;

/// <summary>Clients that start, stop, kill and save jobs all the time, and sometimes repeat what was answered long ago.</summary>
internal sealed class Workload(Site site, Recorder recorder, int seed)
{
    private const int Jobs = 18;
    private const int Workers = 6;
    private const int Attempts = 12;
    private static readonly TimeSpan s_defined = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMilliseconds(400);
    private static readonly string[] s_actions = ["start", "start", "start", "start", "restart", "restart", "suspend", "suspend", "kill", "savepoints", "savepoints"];
    private readonly Caller _caller = new(site, recorder);
    private readonly ConcurrentQueue<Sent> _acknowledged = new();

    /// <summary>The ids of the jobs.</summary>
    public IReadOnlyList<string> JobIds { get; private set; } = [];

    /// <summary>Defines the jobs, and starts most of them.</summary>
    public async Task DefineAsync()
    {
        var ids = new List<string>();
        for (var i = 0; i < Jobs; i++)
        {
            var id = "";
            await Until.TrueAsync($"job {i} is defined", s_defined, async () =>
            {
                var answer = await site.Api.SendAsync(HttpMethod.Post, site.Nodes[i % site.Nodes.Count].Address, "/api/v1/jobs", SpecOf(i), $"define-{i}", TimeSpan.FromSeconds(60));
                if (answer.Status is not (200 or 201 or 503 or ApiAnswer.Lost))
                    throw new InvalidOperationException($"Job {i} was not defined: {answer}");
                id = answer.Text("id");
                return answer.Status is 200 or 201;
            });
            ids.Add(id!);
        }

        JobIds = ids;
        var random = new Random(seed);
        foreach (var job in ids.Take(Jobs - 3))
            await SendAsync(new Sent(job, "start", [], $"first-{job}"), random);
    }

    public Task RunAsync(CancellationToken end) => Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => WorkAsync(worker, end)));

    /// <summary>The clients work while this goes on, and end with it, also when it fails.</summary>
    public async Task DuringAsync(Func<Task> act)
    {
        using var end = new CancellationTokenSource();
        var work = RunAsync(end.Token);
        try
        {
            await act();
        }
        finally
        {
            await end.CancelAsync();
            await work;
        }
    }

    /// <summary>Repeats everything that was ever acknowledged, once: each is answered as the first time.</summary>
    public async Task RepeatAllAsync()
    {
        var random = new Random(seed);
        await Parallel.ForEachAsync(_acknowledged.ToArray(), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (sent, _) =>
        {
            int drawn;
            lock (random)
                drawn = random.Next();
            await _caller.CommandAsync(sent.Job, sent.Action, sent.Body, sent.Key, new Random(drawn), Attempts);
        });
    }

    private async Task WorkAsync(int worker, CancellationToken end)
    {
        var random = new Random(HashCode(seed, worker));
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            if (random.Next(4) == 0 && _acknowledged.ToArray() is { Length: > 0 } acknowledged)
                await RepeatAsync(acknowledged[random.Next(acknowledged.Length)], random);
            else
                await SendAsync(Draw($"k-{worker}-{i}", random), random);
            await Task.Delay(random.NextDouble() * s_longestPause, CancellationToken.None);
        }
    }

    private async Task SendAsync(Sent sent, Random random)
    {
        if (await _caller.CommandAsync(sent.Job, sent.Action, sent.Body, sent.Key, random, Attempts) is not null)
            _acknowledged.Enqueue(sent);
    }

    // Two at once, through any two nodes: both find the first answer.
    private Task RepeatAsync(Sent sent, Random random) => Task.WhenAll(
        _caller.AttemptAsync(sent.Job, sent.Action, sent.Body, sent.Key, new Random(random.Next())), _caller.AttemptAsync(sent.Job, sent.Action, sent.Body, sent.Key, new Random(random.Next())));

    private Sent Draw(string key, Random random)
    {
        var action = s_actions[random.Next(s_actions.Length)];
        var body = (action, random.Next(3)) switch
        {
            ("start", 0) => new JsonObject { ["restore"] = "none" },
            ("start", 1) => new JsonObject { ["restore"] = "latest" },
            _ => new JsonObject(),
        };
        return new Sent(JobIds[random.Next(JobIds.Count)], action, body, key);
    }

    // Not System.HashCode: that is another one in each process.
    private static int HashCode(int seed, int worker) => unchecked((seed * 397) ^ (worker * 7919));

    private static JsonObject SpecOf(int index) => new()
    {
        ["name"] = $"chaos-{index}",
        ["type"] = "JAR",
        ["artifact"] = "hdfs:///sandbox/demo.jar",
        ["entryClass"] = "demo.Job",
        ["args"] = new JsonArray("--rate", "100"),
        ["flinkVersion"] = "1.20",
        ["parallelism"] = 1,
        ["target"] = new JsonObject { ["cluster"] = "a", ["mode"] = "YARN_APPLICATION", ["queue"] = "default" },
        ["state"] = new JsonObject { ["retain"] = 3 },
        ["retry"] = new JsonObject { ["maxAttempts"] = 20, ["window"] = "PT1H", ["initialBackoff"] = "PT1S", ["maxBackoff"] = "PT3S" },
    };

    private sealed record Sent(string Job, string Action, JsonObject Body, string Key);
}
