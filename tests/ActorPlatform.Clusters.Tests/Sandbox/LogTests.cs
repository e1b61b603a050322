using System.Text;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Clusters.Tests.Sandbox;

/// <summary>The logs of a run on a sandbox, by the engine's own client.</summary>
public sealed class LogTests : IAsyncLifetime
{
    private SandboxSite _site = null!;

    public async Task InitializeAsync() => _site = await SandboxSite.StartAsync();

    public Task DisposeAsync() => _site.DisposeAsync().AsTask();

    [Theory]
    [InlineData("jobmanager", "Starting YarnApplicationClusterEntryPoint")]
    [InlineData("container", "")]
    [InlineData("taskmanager-container_ID_01_000002", "Starting YarnTaskExecutorRunner")]
    public async Task Log_OfALivingRun_IsThere(string source, string says)
    {
        var run = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec()));

        var part = await FetchAsync(run, source, 100_000, null);

        Encoding.UTF8.GetString(part.ShouldNotBeNull().Content.Span).ShouldContain(says);
        (part.From, part.Length).ShouldBe((0, part.Content.Length));
    }

    [Fact]
    public async Task Log_OfATaskManagerThatIsNone_IsNull() =>
        (await FetchAsync(await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec())), "taskmanager-container_1_0001_01_000009", 1000, null)).ShouldBeNull();

    [Fact]
    public async Task Log_PartByPart_IsTheWholeFile()
    {
        var run = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec()));
        _site.Time.Advance(TimeSpan.FromMinutes(2));
        var whole = (await FetchAsync(run, "jobmanager", 1_000_000, null)).ShouldNotBeNull().Content.ToArray();

        var parts = new List<byte[]>();
        for (long? before = null; before != 0; before -= parts[^1].Length)
        {
            var part = (await FetchAsync(run, "jobmanager", 101, before)).ShouldNotBeNull();
            before ??= part.Length;
            part.From.ShouldBe(Math.Max(0, before.Value - 101));
            parts.Add(part.Content.ToArray());
        }

        parts.Count.ShouldBeGreaterThan(5);
        parts.AsEnumerable().Reverse().SelectMany(p => p).ShouldBe(whole);
    }

    private Task<LogPart?> FetchAsync(SandboxRun run, string source, int bytes, long? before) => _site.Cluster.FetchLogAsync(
        run.Address, new LogRequest(source.Replace("ID", run.Application.Value["application_".Length..], StringComparison.Ordinal), bytes, before), CancellationToken.None);
}
