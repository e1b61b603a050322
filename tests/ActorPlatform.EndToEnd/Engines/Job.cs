using System.Text;
using System.Text.Json.Nodes;
using ActorPlatform.EndToEnd.Rigs;
using ActorPlatform.EndToEnd.Waits;

namespace ActorPlatform.EndToEnd.Engines;

/// <summary>A job under test: commands through the engine, facts from the cluster.</summary>
internal sealed class Job(Rig rig, Engine engine, string id)
{
    /// <summary>A start on a machine shared with much else; the rig itself needed up to 30 s.</summary>
    public static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(4);

    public string Id => id;

    public Engine Engine => engine;

    public Rig Rig => rig;

    public static async Task<Job> DefineAsync(Rig rig, Engine engine, JsonObject spec)
    {
        var answer = await engine.Api.PostAsync("/api/v1/jobs", spec);
        answer.Status.ShouldBe(201, answer.Raw);
        return new Job(rig, engine, answer.Text("id")!);
    }

    /// <summary>Defines it, starts it, and waits until all its tasks run.</summary>
    public static async Task<Job> RunAsync(Rig rig, Engine engine, JsonObject spec)
    {
        var job = await DefineAsync(rig, engine, spec);
        await job.StartAsync();
        return job;
    }

    /// <summary>Starts it until it is RUNNING.</summary>
    /// <param name="restore">latest, none, an id; null where the rule decides.</param>
    public async Task StartAsync(string? restore = null)
    {
        var operation = await CommandAsync("start", restore is null ? null : new JsonObject { ["restore"] = restore });
        await EndsAsync(operation, "SUCCEEDED", StartsWithin);
        await BecomesAsync("RUNNING", TimeSpan.FromSeconds(5));
    }

    /// <returns>The id of the accepted operation.</returns>
    public async Task<string> CommandAsync(string command, JsonObject? body = null, string? key = null)
    {
        var answer = await AskAsync(command, body, key);
        answer.Status.ShouldBe(202, answer.Raw);
        return answer.Text("id")!;
    }

    public Task<ApiAnswer> AskAsync(string command, JsonObject? body = null, string? key = null) => engine.Api.PostAsync($"/api/v1/jobs/{id}/{command}", body, key);

    public async Task DoAsync(string command, TimeSpan within, JsonObject? body = null) => await EndsAsync(await CommandAsync(command, body), "SUCCEEDED", within);

    public async Task<ApiAnswer> EndsAsync(string operation, string state, TimeSpan within)
    {
        var ended = await Until.SeenAsync(
            $"operation {operation} ends",
            within,
            () => engine.Api.TryGetAsync($"/api/v1/operations/{operation}"),
            answer => answer.Text("state") is "SUCCEEDED" or "FAILED",
            DescribeAsync);
        if (ended.Text("state") != state)
            throw new InvalidOperationException($"Operation {operation} should have ended {state}: {ended}\n{await DescribeAsync()}");
        return ended;
    }

    public Task<ApiAnswer> BecomesAsync(string status, TimeSpan within) => SeenAsync($"status {status}", within, answer => answer.Text("status") == status);

    public Task<ApiAnswer> SeenAsync(string what, TimeSpan within, Func<ApiAnswer, bool> satisfies) =>
        Until.SeenAsync(what, within, ReadAsync, answer => answer.Status == 200 && satisfies(answer), DescribeAsync);

    public Task<ApiAnswer?> ReadAsync() => engine.Api.TryGetAsync($"/api/v1/jobs/{id}");

    public async Task<IReadOnlyList<JsonNode>> ListAsync(string what) => (await engine.Api.GetAsync($"/api/v1/jobs/{id}/{what}")).Items;

    /// <summary>Status, number of runs, and live applications with the job's tag, each from who knows it.</summary>
    public async Task ShouldBeAsync(string status, int runs, int live)
    {
        var job = (await ReadAsync())!;
        var seen = (Status: job.Text("status"), Runs: (await ListAsync("runs")).Count, Live: (await rig.Yarn.LiveAsync(id)).Count);
        if (seen != (status, runs, live))
            throw new InvalidOperationException($"Expected {(status, runs, live)}, but it is {seen} (status, runs, live applications).\n{await DescribeAsync()}");
    }

    public async Task<(string Application, string FlinkJob, int Number)> RunAsync()
    {
        var run = (await ReadAsync())!.Body!["run"]!;
        return (run["applicationId"]!.GetValue<string>(), run["flinkJobId"]!.GetValue<string>(), run["number"]!.GetValue<int>());
    }

    /// <summary>What the present run counts, once it has counted something.</summary>
    public async Task<RigCounts> CountsAsync()
    {
        var (application, flinkJob, _) = await RunAsync();
        return await Until.SeenAsync("the job's counts", TimeSpan.FromSeconds(60), () => rig.Yarn.CountsAsync(application, flinkJob), c => c.Total > 0, DescribeAsync);
    }

    /// <summary>Restore points of a kind, newest first, once there are some.</summary>
    public async Task<IReadOnlyList<JsonNode>> RestorePointsAsync(string kind, int atLeast = 1) => await Until.SeenAsync(
        $"{atLeast} restore points of kind {kind}",
        TimeSpan.FromSeconds(90),
        async () => (await ListAsync("restore-points")).Where(p => p["kind"]!.GetValue<string>() == kind).ToList(),
        points => points.Count >= atLeast,
        DescribeAsync);

    /// <summary>All that helps whoever reads a failed test.</summary>
    public async Task<string> DescribeAsync()
    {
        var text = new StringBuilder();
        foreach (var path in new[] { "", "/runs", "/explain", "/events?limit=500" })
            text.AppendLine($"--- GET /jobs/{id}{path}").AppendLine((await engine.Api.TryGetAsync($"/api/v1/jobs/{id}{path}"))?.Raw ?? "no answer");
        text.AppendLine("--- operations").AppendLine((await engine.Api.TryGetAsync($"/api/v1/operations?jobId={id}"))?.Raw ?? "no answer");
        text.AppendLine("--- clusters").AppendLine((await engine.Api.TryGetAsync("/api/v1/clusters"))?.Raw ?? "no answer");
        try
        {
            text.AppendLine("--- YARN").AppendLine(string.Join('\n', await rig.Yarn.ApplicationsAsync(id)));
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            text.AppendLine($"the ResourceManager does not answer: {exception.Message}");
        }

        return text.AppendLine(engine.Tail(80)).ToString();
    }
}
