using System.Diagnostics;
using System.Text.Json;
using ActorPlatform.Behaviors;
using ActorPlatform.Hdfs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Yarn;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorPlatform.Benchmarks.Submission;

/// <summary>A real YARN, HDFS and Flink on loopback, with data of its own; wiped at the end.</summary>
internal sealed class BenchmarkRig : IAsyncDisposable
{
    public const string Installation = "benchmark";
    public const string Jar = "hdfs:///jars/rig-job.jar";
    private readonly string _script;
    private YarnClusters? _clusters;

    private BenchmarkRig(string script) => _script = script;

    public ICluster Cluster => _clusters!.Find("a")!;

    /// <summary>The rig's own facts, as its <c>env</c> tells them.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; private set; } = new Dictionary<string, string>();

    public static async Task<BenchmarkRig> StartAsync(CancellationToken cancellationToken)
    {
        var script = Environment.GetEnvironmentVariable("ACTORPLATFORM_RIG");
        if (!File.Exists(script)) throw new InvalidOperationException("The rig is not here: unpack it, and name its script in ACTORPLATFORM_RIG.");
        var rig = new BenchmarkRig(script);
        await rig.RunAsync(cancellationToken, "up", "a");
        rig.Facts = JsonSerializer.Deserialize<Dictionary<string, string>>(await rig.RunAsync(cancellationToken, "env", "a", "--json"))!;
        rig._clusters = new YarnClusters(new Dictionary<string, ClusterOptions> { ["a"] = OptionsOf(rig.Facts) }, Installation, new AlwaysMay(), TimeProvider.System, NullLoggerFactory.Instance);
        await rig._clusters.FindHdfs("a")!.WriteAsync(HdfsPath.Of(Jar), () => File.OpenRead(rig.Facts["JOB_JAR"]), overwrite: true, cancellationToken);
        return rig;
    }

    public async ValueTask DisposeAsync()
    {
        _clusters?.Dispose();
        await RunAsync(CancellationToken.None, "down", "a");
        await RunAsync(CancellationToken.None, "wipe");
    }

    private static ClusterOptions OptionsOf(IReadOnlyDictionary<string, string> facts) => new()
    {
        ResourceManagers = [facts["RM_URL"]],
        Hdfs = new HdfsOptions { NameNodes = [facts["NN_URL"]], Uri = facts["FS_URI"], Root = "/flink", LogDir = "/yarn-logs" },
        User = facts["HADOOP_USER_NAME"],
        ApplicationClasspath = $"{facts["HADOOP_CONF_DIR"]},{facts["HADOOP_CLASSPATH"]}",
        Flink = new Dictionary<string, FlinkDistributionOptions> { ["1.20"] = new() { Libs = "hdfs:///flink-dist/lib" } },
        FlinkConfig = new Dictionary<string, string>
        {
            // Small processes; the sizes of the rig's own configuration, which the client takes.
            ["jobmanager.memory.jvm-metaspace.size"] = "160m",
            ["jobmanager.memory.off-heap.size"] = "64m",
            ["jobmanager.memory.jvm-overhead.min"] = "64m",
            ["jobmanager.memory.jvm-overhead.max"] = "64m",
        },
    };

    private async Task<string> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(_script, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"rig {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
    }

    private sealed class AlwaysMay : IActDeadline
    {
        public bool MayAct => true;

        public CancellationToken Lost => CancellationToken.None;
    }
}
