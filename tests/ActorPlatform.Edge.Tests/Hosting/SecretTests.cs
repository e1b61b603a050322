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

    private static object Spec(Dictionary<string, string> flinkConfig) => new
    {
        name = "orders", artifact = "hdfs:///jars/orders.jar", entryClass = "com.x.Orders", target = new { cluster = "a" }, args = new[] { "--rate", "1", "--password", Secret, $"--db.token={Secret}" }, flinkConfig,
    };
}
