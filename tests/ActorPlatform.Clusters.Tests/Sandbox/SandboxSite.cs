using System.Text.Json;
using ActorPlatform.Clusters.Tests.Fakes;
using ActorPlatform.Hdfs;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Specs;
using ActorPlatform.Sandbox;
using ActorPlatform.Yarn;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ActorPlatform.Clusters.Tests.Sandbox;

/// <summary>A sandbox of one cluster in virtual time, and the engine's own clients before it.</summary>
internal sealed class SandboxSite : IAsyncDisposable
{
    public const string Demo = "hdfs:///sandbox/demo.jar";
    private readonly string? _folder;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };
    private SandboxServer _server;
    private YarnClusters _clusters;

    private SandboxSite(FakeTimeProvider time, SandboxServer server, string? folder)
    {
        (Time, _server, _folder) = (time, server, folder);
        _clusters = Connect();
    }

    public FakeTimeProvider Time { get; }

    public ICluster Cluster => _clusters.Find("a")!;

    public WebHdfsRest Hdfs => _clusters.FindHdfs("a")!;

    public Uri Address => _server.Addresses["a"];

    /// <summary>Files of its HDFS that it keeps in its folder.</summary>
    public int KeptFiles => Directory.GetFiles(Path.Combine(_folder!, "a", "blobs")).Length;

    public Uri Control => _server.Control;

    /// <param name="keeps">Whether its state lies in a folder and survives <see cref="RestartAsync"/>.</param>
    public static async Task<SandboxSite> StartAsync(bool keeps = false)
    {
        // As old as the engine's grace wants it to be: clients compare it with the real clock of the answers.
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(5));
        var folder = keeps ? Directory.CreateTempSubdirectory("actorplatform-sandbox-").FullName : null;
        return new SandboxSite(time, await ServeAsync(time, folder), folder);
    }

    public static JobSpec Spec(params string[] args) => new()
    {
        Name = "sandbox-run",
        Artifact = Demo,
        EntryClass = "rig.StatefulJob",
        Args = [.. args],
        Target = new TargetSpec { Cluster = "a" },
    };

    public static RunPlan Plan(JobSpec spec, int run = 1, JobId? job = null, RestoreChoice? restore = null)
    {
        var id = job ?? new JobId("job-" + Guid.NewGuid().ToString("n"));
        return new RunPlan(id, run, spec, RunIdentity.FlinkJob("sandboxtest", id, run), restore);
    }

    public static RestoreChoice Restore(string path, string mode = "NO_CLAIM") => new(new RestorePointId("r1-s"), path, mode);

    public async Task<SandboxRun> SubmitAsync(RunPlan plan)
    {
        var prepared = (await Cluster.PrepareAsync(plan, CancellationToken.None)).ShouldBeOfType<PrepareOutcome.Prepared>();
        (await Cluster.PostAsync(plan, prepared.Application, CancellationToken.None)).ShouldBeOfType<PostOutcome.Accepted>();
        return new SandboxRun(this, plan, prepared.Application);
    }

    /// <summary>Submits, and lets the tasks run.</summary>
    public async Task<SandboxRun> StartAsync(RunPlan plan)
    {
        var run = await SubmitAsync(plan);
        Time.Advance(TimeSpan.FromSeconds(1));
        return run;
    }

    public async Task<JsonElement> GetAsync(Uri uri) => JsonElement.Parse(await _http.GetStringAsync(uri));

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http.SendAsync(request, HttpCompletionOption.ResponseContentRead);

    /// <summary>A control route below the cluster's.</summary>
    public async Task<JsonElement> PostAsync(string route, int expected = 200)
    {
        using var response = await _http.PostAsync(new Uri(Control, $"/sandbox/clusters/a/{route}"), null);
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(expected, text);
        return JsonElement.Parse(text);
    }

    /// <summary>All applications that were ever submitted, as they truly are.</summary>
    public async Task<IReadOnlyList<JsonElement>> TruthAsync() =>
        [.. (await GetAsync(new Uri(Control, "/sandbox/clusters/a/applications"))).GetProperty("applications").EnumerateArray()];

    /// <summary>As if the sandbox's process had been killed, and started again.</summary>
    /// <param name="between">Done to its log of commands in between.</param>
    public async Task RestartAsync(Action<string>? between = null)
    {
        await _server.DisposeAsync();
        _clusters.Dispose();
        between?.Invoke(Path.Combine(_folder!, "a", "commands.jsonl"));
        _server = await ServeAsync(Time, _folder);
        _clusters = Connect();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _clusters.Dispose();
        await _server.DisposeAsync();
        if (_folder is not null)
            Directory.Delete(_folder, recursive: true);
    }

    private static Task<SandboxServer> ServeAsync(FakeTimeProvider time, string? folder) =>
        SandboxServer.StartAsync(new SandboxOptions { Clusters = [new SandboxClusterOptions("a")], Data = folder }, time, CancellationToken.None);

    private YarnClusters Connect() => new(
        new Dictionary<string, ClusterOptions> { ["a"] = new ClusterOptions
        {
            ResourceManagers = [Address.ToString()],
            Hdfs = new HdfsOptions { NameNodes = [Address.ToString()], Uri = "hdfs://a" },
            Timeouts = new ClusterTimeouts { Grace = TimeSpan.FromSeconds(10), LogWait = TimeSpan.Zero },
            FlinkConfig = new Dictionary<string, string> { ["restart-strategy.fixed-delay.delay"] = "1 s" },
        } },
        "sandboxtest",
        new ActRight(),
        TimeProvider.System,
        NullLoggerFactory.Instance);
}
