using ActorPlatform.Clusters.Tests.Fakes;
using ActorPlatform.Clusters.Tests.Flink;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Yarn;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ActorPlatform.Clusters.Tests.Yarn;

/// <summary>A cluster whose ResourceManager, NameNode and JobManager are fakes.</summary>
internal sealed class FakeCluster : IAsyncDisposable
{
    public const string Installation = "test";
    private const long StartedOn = 1_700_000_000_000;
    private readonly YarnClusters _clusters;

    private FakeCluster(FakeHttp manager, FakeHttp nameNode, FakeHttp jobManager)
    {
        (Manager, NameNode, JobManager) = (manager, nameNode, jobManager);
        Time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(StartedOn) + TimeSpan.FromHours(1));
        Options = new ClusterOptions
        {
            ResourceManagers = [manager.Uri.ToString()],
            Hdfs = new HdfsOptions
            {
                NameNodes = [nameNode.Uri.ToString()],
                Uri = "hdfs://namenode:8020",
                Root = "/flink",
            },
            User = "root",
            ApplicationClasspath = "/etc/hadoop/conf,/opt/hadoop/lib/*",
            Flink = new Dictionary<string, FlinkDistributionOptions> { ["1.20"] = new() { Libs = "hdfs:///flink-dist/lib" } },
            Timeouts = new ClusterTimeouts { LogWait = TimeSpan.Zero },
        };
        _clusters = new YarnClusters(
            new Dictionary<string, ClusterOptions> { ["a"] = Options },
            Installation,
            Right,
            Time,
            NullLoggerFactory.Instance);
    }

    public ActRight Right { get; } = new();

    public FakeTimeProvider Time { get; }

    public ClusterOptions Options { get; }

    public FakeHttp Manager { get; }

    public FakeHttp NameNode { get; }

    public FakeHttp JobManager { get; }

    public ICluster Cluster => _clusters.Find("a")!;

    public static ApplicationId Application { get; } = new("application_1700000000000_0007");

    public RunAddress Run => new(new JobId("job-1"), 3, Application, Plans.Of(Plans.Spec()).FlinkJob, JobManager.Address, "1.20");

    public static async Task<FakeCluster> StartAsync()
    {
        var cluster = new FakeCluster(await FakeHttp.StartAsync(), await FakeHttp.StartAsync(), await FakeHttp.StartAsync());
        cluster.Started(StartedOn);
        cluster.Manager.Json("GET", "/ws/v1/cluster/apps", """{"apps":{}}""");
        cluster.Manager.Play("GET", $"/ws/v1/cluster/apps/{Application}", "rm-app-not-found");
        return cluster;
    }

    /// <summary>When the ResourceManager started; its own clock is the test's.</summary>
    public void Started(long startedOn, string state = "ACTIVE") =>
        Manager.On(
            "GET",
            "/ws/v1/cluster/info",
            async context =>
            {
                context.Response.ContentType = "application/json";
                context.Response.Headers.Date = Time.GetUtcNow().ToString("R");
                await context.Response.WriteAsync(
                    $$$"""{"clusterInfo":{"startedOn":{{{startedOn}}},"state":"STARTED","haState":"{{{state}}}","hadoopVersion":"3.4.3"}}""");
            });

    public static string App(
        string state,
        string? address = null,
        string tags = "ap-test,ap-job-job-1,ap-run-3",
        string finalStatus = "UNDEFINED",
        long finished = 0,
        string id = "application_1700000000000_0007") =>
        $$$"""{"id":"{{{id}}}","state":"{{{state}}}","finalStatus":"{{{finalStatus}}}","applicationTags":"{{{tags}}}","finishedTime":{{{finished}}},"diagnostics":"","user":"root"{{{(address is null ? "" : $",\"amRPCAddress\":\"{address}\"")}}}}""";

    public void HasApp(string app) => Manager.Json("GET", $"/ws/v1/cluster/apps/{Application}", $$$"""{"app":{{{app}}}}""");

    /// <summary>Makes the JobManager answer for the run of the recordings under our job id.</summary>
    public void JobManagerHasTheJob(string checkpoints = "flink-job-checkpoints", long lastModification = 1795254899108)
    {
        JobManager
            .Json(
                "GET",
                "/jobs/overview",
                Recording.Read("flink-jobs-overview").Body.Replace("00704bd81ae80bd8b9bc862ed972a1e3", Run.FlinkJob.Value, StringComparison.Ordinal)
                    .Replace("1795254899108", $"{lastModification}", StringComparison.Ordinal))
            .Play("GET", $"/jobs/{Run.FlinkJob}/checkpoints", checkpoints)
            .Play("GET", $"/jobs/{Run.FlinkJob}/exceptions", "flink-job-exceptions-none")
            .Play("GET", $"/jobs/{Run.FlinkJob}/status", "flink-job-status");
    }

    public async ValueTask DisposeAsync()
    {
        _clusters.Dispose();
        await Manager.DisposeAsync();
        await NameNode.DisposeAsync();
        await JobManager.DisposeAsync();
    }
}
