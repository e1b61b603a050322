using System.Text.Json;
using ActorPlatform.Client;
using ActorPlatform.Client.InProcess;
using ActorPlatform.Client.Model;
using ActorPlatform.Hosting.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ActorPlatform.Edge.Tests.Hosting;

/// <summary>Secrets of a spec stay in the spec: events, errors and the log do not tell them.</summary>
public sealed class SecretTests : IDisposable
{
    private const string Secret = "hunter2";
    private readonly string _folder = Directory.CreateTempSubdirectory("secret-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Events_OfAJobWithSecrets_DoNotTellThem()
    {
        await using var engine = await EngineHost.StartAsync(_folder, new FakeCluster("a"));
        var job = (await engine.PostAsync("/api/v1/jobs", Spec(new Dictionary<string, string> { ["s3.secret-key"] = Secret }), 201)).GetProperty("id").GetString()!;

        var events = await engine.TextAsync($"/api/v1/jobs/{job}/events");

        events.ShouldNotContain(Secret);
        events.ShouldContain("***");
        events.ShouldContain("--rate");
        (await engine.TextAsync($"/api/v1/jobs/{job}")).ShouldContain(Secret, Case.Sensitive, "the spec itself is answered as it was sent, so that it can be changed");
    }

    /// <summary>What comes back from outside with a secret in it, alone and behind its name, is told without it on every way out.</summary>
    [Fact]
    public async Task Answers_OfARunThatToldSecrets_DoNotTellThem()
    {
        var cluster = new FakeCluster("a") { Says = $"args: --password;{Secret}\nNo access with {Secret}2, password: {Secret}\n" };
        await using var engine = await EngineHost.StartAsync(_folder, cluster);
        var platform = new InProcessActorPlatform(engine.Jobs, "ann");
        var job = (await engine.PostAsync("/api/v1/jobs", Spec(new Dictionary<string, string> { ["s3.secret-key"] = Secret + "2" }), 201)).GetProperty("id").GetString()!;
        await engine.PostAsync($"/api/v1/jobs/{job}/start?wait=PT30S", null, 202);
        await SeenAsync(platform, e => e.Type == "exceptions-seen");
        var other = (await engine.PostAsync("/api/v1/jobs", Spec([]), 201)).GetProperty("id").GetString()!;
        await engine.PostAsync($"/api/v1/jobs/{other}/start?wait=PT30S", null, 202);
        await engine.PostAsync($"/api/v1/jobs/{other}/kill?wait=PT30S", new { reason = cluster.Says }, 202);
        cluster.FailAll();
        await SeenAsync(platform, e => e.Status == "FAILED");

        string[] paths = ["/runs", "/runs/1/exceptions", "/explain", "/events", "/runs/1/logs"];
        string[] told =
        [
            .. await Task.WhenAll(paths.Select(path => engine.TextAsync($"/api/v1/jobs/{job}{path}"))), await engine.TextAsync("/api/v1/jobs?fields=summary"),
            await engine.TextAsync("/api/v1/operations"), await engine.TextAsync("/api/v1/audit"), Json(await platform.ListRunsAsync(job)), Json(await platform.ExplainAsync(job)), Json(await platform.ListEventsAsync(job)),
            Json(await platform.ListJobsAsync(new JobFilter())), Json((await platform.GetJobAsync(job)).Failure), Json(await platform.ListOperationsAsync(new OperationFilter())),
        ];

        told.ShouldAllBe(text => !text.Contains(Secret));
        told.Count(text => text.Contains("No access with ***")).ShouldBeGreaterThanOrEqualTo(10);
    }

    [Fact]
    public async Task Errors_OfAWrongSecret_DoNotRepeatIt()
    {
        await using var engine = await EngineHost.StartAsync(_folder, new FakeCluster("a"));
        var spec = Spec(new Dictionary<string, string> { ["state.checkpoints.dir"] = $"hdfs://ap:{Secret}@nn/x", ["a.password"] = $"{Secret}\n" });

        (await engine.PostAsync("/api/v1/jobs", spec, 400)).ToString().ShouldNotContain(Secret);
        (await engine.PostAsync("/api/v1/jobs", new { password = Secret, name = new { password = Secret } }, 400)).ToString().ShouldNotContain(Secret);
    }

    [Fact]
    public void Log_AnEntryWithSecrets_IsOneLineWithoutThem()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        using var line = new StringWriter();
        var entry = new LogEntry<string>(LogLevel.Warning, "A.B", new EventId(7), $"'Host=db;Password={Secret} 2' does not answer", new InvalidOperationException($"--token {Secret}\nmore"), (state, _) => state);

        new MaskedLines(time).Write(entry, null, line);

        line.ToString().ShouldBe($"2026-01-02T03:04:05.000Z warn: A.B[7] 'Host=db;Password=***' does not answer System.InvalidOperationException: --token *** more{Environment.NewLine}");
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);

    private static async Task SeenAsync(InProcessActorPlatform platform, Func<JobEvent, bool> isIt)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var item in platform.FollowAsync("0", limit.Token))
            if (isIt(item))
                return;
    }

    private static object Spec(Dictionary<string, string> flinkConfig) => new
    {
        name = "orders", artifact = "hdfs:///jars/orders.jar", entryClass = "com.x.Orders", target = new { cluster = "a" }, args = new[] { "--rate", "1", "--password", Secret, $"--db.token={Secret}" }, flinkConfig,
    };
}
