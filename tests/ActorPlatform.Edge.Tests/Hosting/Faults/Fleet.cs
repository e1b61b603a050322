using System.Collections.Concurrent;
using System.Text.Json;
using ActorPlatform.Actors.Tests.Storage;

namespace ActorPlatform.Edge.Tests.Hosting.Faults;

/// <summary>The jobs of an engine whose storage goes away and comes back, with what was asked of them meanwhile.</summary>
internal sealed class Fleet(FakeCluster cluster)
{
    private const int Size = 6;
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(60);
    private readonly List<string> _suspended = [];
    private readonly List<string> _left = [];
    private readonly List<string> _starting = [];
    private readonly ConcurrentDictionary<string, string> _operations = new();

    private EngineHost _engine = null!;

    private IEnumerable<string> All => [.. _suspended, .. _left, .. _starting];

    /// <summary>Running jobs: half will be suspended, half left alone.</summary>
    public async Task RunAsync(EngineHost engine)
    {
        _engine = engine;
        for (var i = 0; i < Size; i++)
            (i % 2 == 0 ? _suspended : _left).Add(await DefineAsync($"job-{i}"));
        await Task.WhenAll(All.Select(async job => (await engine.PostAsync($"{Path(job)}/start?wait=PT60S", null, 202)).GetProperty("state").GetString().ShouldBe("SUCCEEDED")));
    }

    /// <summary>Starts that are acknowledged, and under way when the storage goes.</summary>
    public async Task BeginStartsAsync()
    {
        for (var i = 0; i < 2; i++)
            _starting.Add(await DefineAsync($"starting-{i}"));
        await Task.WhenAll(_starting.Select(job => _engine.PostAsync($"{Path(job)}/start", null, 202)));
    }

    /// <summary>Asks until it is refused: what was prepared against the storage has taken effect.</summary>
    public async Task DefineUntilRefusedAsync()
    {
        for (var i = 0; i < 1000; i++)
        {
            var (status, body) = await _engine.SendAsync("/api/v1/jobs", Spec($"filler-{i}", new string('x', 16_000)), $"filler-{i}");
            if (status != 201)
            {
                ShouldBeUnavailable(status, body);
                return;
            }
        }

        throw new InvalidOperationException("The storage took everything.");
    }

    /// <summary>Commands while the storage is away: each is accepted, or answered 503.</summary>
    public async Task SuspendAsync(bool all503)
    {
        var answers = await Task.WhenAll(_suspended.Select(job => _engine.SendAsync($"{Path(job)}/suspend", new { }, "suspend")));
        foreach (var (status, body) in answers.Where(answer => all503 || answer.Status != 202))
            ShouldBeUnavailable(status, body);
    }

    /// <summary>How long it takes until every job answers a read and takes a command: repeated ones where they were asked before.</summary>
    public async Task<TimeSpan> ComeBackAsync(EngineHost? another = null)
    {
        _engine = another ?? _engine;
        var since = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(All.Select(async job =>
        {
            await Eventually.IsAsync(async () => await _engine.StatusOfAsync(Path(job)) == 200, s_long, $"{job} is read again");
            if (_suspended.Contains(job))
                await Eventually.IsAsync(() => AskAsync(job, "suspend", "suspend"), s_long, $"{job} takes its command again");
        }));
        return TimeProvider.System.GetElapsedTime(since);
    }

    /// <summary>What must hold when all is over: each command done once, nothing lost, nothing half done.</summary>
    public async Task CheckAsync()
    {
        foreach (var (job, operation) in _operations)
            (await _engine.GetAsync($"/api/v1/operations/{operation}?wait=PT60S")).GetProperty("state").GetString().ShouldBe("SUCCEEDED", job);
        foreach (var job in _starting)
            await Eventually.IsAsync(async () => await StatusAsync(job) == "RUNNING", s_long, $"{job} runs, without a hand");
        foreach (var job in _left)
            (await _engine.PostAsync($"{Path(job)}/savepoints?wait=PT60S", null, 202)).GetProperty("state").GetString().ShouldBe("SUCCEEDED");
        foreach (var job in All)
            await CheckAsync(job, _suspended.Contains(job) ? "SUSPENDED" : "RUNNING");
        (await _engine.GetAsync("/api/v1/jobs?quarantined=true")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    private async Task CheckAsync(string job, string status)
    {
        (await StatusAsync(job)).ShouldBe(status, job);
        (await _engine.GetAsync($"/api/v1/jobs?q={job}")).GetProperty("items")[0].GetProperty("status").GetString().ShouldBe(status, "the list says the same");
        var own = cluster.Applications.Where(a => a.Plan.Job.Value == job).ToArray();
        (own.Length, own.Count(a => a.IsAlive)).ShouldBe((1, status == "RUNNING" ? 1 : 0), job);
        var kinds = (await _engine.GetAsync($"/api/v1/operations?jobId={job}")).GetProperty("items").EnumerateArray().Select(o => o.GetProperty("kind").GetString()).ToArray();
        kinds.ShouldBeUnique(job);
        if (status == "SUSPENDED")
            kinds.ShouldBe(["SUSPEND", "START"], job);
    }

    private async Task<bool> AskAsync(string job, string command, string key)
    {
        var (status, body) = await _engine.SendAsync($"{Path(job)}/{command}", new { }, key);
        if (status == 202)
            _operations[job] = body.GetProperty("id").GetString()!;
        return status == 202;
    }

    private async Task<string> DefineAsync(string name) => (await _engine.PostAsync("/api/v1/jobs", Spec(name), 201)).GetProperty("id").GetString()!;

    private async Task<string?> StatusAsync(string job) => (await _engine.GetAsync(Path(job))).GetProperty("status").GetString();

    private static void ShouldBeUnavailable(int status, JsonElement body) =>
        (status, body.GetProperty("code").GetString()).ShouldBe((503, "service.unavailable"), body.ToString());

    private static string Path(string job) => $"/api/v1/jobs/{job}";

    private static object Spec(string name, params string[] args) =>
        new { name, artifact = "hdfs:///jars/orders.jar", entryClass = "com.x.Orders", args, target = new { cluster = "a" } };
}
