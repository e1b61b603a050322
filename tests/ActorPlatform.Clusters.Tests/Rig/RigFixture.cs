using System.Diagnostics;
using System.Text.Json;
using ActorPlatform.Clusters.Tests.Fakes;
using ActorPlatform.Flink;
using ActorPlatform.Hdfs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Yarn;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorPlatform.Clusters.Tests.Rig;

/// <summary>A real Hadoop and Flink on this machine, one for all tests of the collection; started when it is not up, and left up when it was.</summary>
public sealed class RigFixture : IAsyncLifetime
{
    public const string JobJar = "hdfs:///jars/rig-job.jar";
    private readonly string? _rig = FindRig();
    private readonly string _portBase = Environment.GetEnvironmentVariable("ACTORPLATFORM_RIG_PORT_BASE") ?? "22000";
    private YarnClusters? _clusters;
    private bool _started;

    /// <summary>Why the tests cannot run; null when they can.</summary>
    public string? SkipReason { get; private set; }

    public ICluster Cluster => _clusters!.Find("a")!;

    public WebHdfsRest Hdfs => _clusters!.FindHdfs("a")!;

    public ClusterOptions Options { get; private set; } = null!;

    /// <summary>The unpacked Flink distribution.</summary>
    public string FlinkHome { get; private set; } = "";

    public async Task InitializeAsync()
    {
        SkipReason =
            _rig is null ? "needs the rig: set ACTORPLATFORM_RIG to its script"
            : await HasJavaAsync() ? null
            : "needs Java 17 on PATH";
        if (SkipReason is not null)
            return;
        _started = !(await RunAsync("status")).Contains("a nn   running", StringComparison.Ordinal);
        await RunAsync("up", "a");
        var rig = JsonSerializer.Deserialize<Dictionary<string, string>>(await RunAsync("env", "a", "--json"))!;
        Options = OptionsOf(rig);
        FlinkHome = rig["FLINK_HOME"];
        _clusters = Connect(Options);
        await Hdfs.WriteAsync(HdfsPath.Of(JobJar), () => File.OpenRead(rig["JOB_JAR"]), overwrite: true, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        _clusters?.Dispose();
        if (_started)
            await RunAsync("down", "a");
    }

    /// <summary>The cluster under other options.</summary>
    public static YarnClusters Connect(ClusterOptions options) =>
        new(new Dictionary<string, ClusterOptions> { ["a"] = options }, "rigtest", new ActRight(), TimeProvider.System, NullLoggerFactory.Instance);

    /// <summary>Runs a command of the rig.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(_rig!) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["RIG_PORT_BASE"] = _portBase;
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"rig {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
    }

    private static ClusterOptions OptionsOf(Dictionary<string, string> rig) =>
        new()
        {
            ResourceManagers = [rig["RM_URL"]],
            Hdfs = new HdfsOptions
            {
                NameNodes = [rig["NN_URL"]],
                Uri = rig["FS_URI"],
                Root = "/flink",
                LogDir = "/yarn-logs",
            },
            User = "root",
            ApplicationClasspath = $"{rig["HADOOP_CONF_DIR"]},{rig["HADOOP_CLASSPATH"]}",
            Flink = new Dictionary<string, FlinkDistributionOptions> { ["1.20"] = new() { Libs = "hdfs:///flink-dist/lib" } },
            Timeouts = new ClusterTimeouts { Grace = TimeSpan.FromSeconds(5) },
            FlinkConfig = new Dictionary<string, string>
            {
                ["env.java.opts.all"] = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 " + FlinkVersionProfile.Find("1.20")!.StockJvmOptions,
                ["jobmanager.memory.jvm-metaspace.size"] = "160m",
                ["jobmanager.memory.off-heap.size"] = "64m",
                ["jobmanager.memory.jvm-overhead.min"] = "64m",
                ["jobmanager.memory.jvm-overhead.max"] = "64m",
                ["taskmanager.memory.jvm-metaspace.size"] = "160m",
                ["taskmanager.memory.jvm-overhead.min"] = "64m",
                ["taskmanager.memory.jvm-overhead.max"] = "64m",
                ["taskmanager.memory.framework.off-heap.size"] = "64m",
                ["taskmanager.memory.network.min"] = "32m",
                ["taskmanager.memory.network.max"] = "32m",
                ["taskmanager.memory.managed.size"] = "64m",
                ["jobmanager.bind-host"] = "127.0.0.1",
                ["taskmanager.bind-host"] = "127.0.0.1",
                ["taskmanager.host"] = "127.0.0.1",
                ["rest.bind-address"] = "127.0.0.1",
                ["execution.checkpointing.interval"] = "2s",
                ["restart-strategy.fixed-delay.delay"] = "1 s",
                ["heartbeat.interval"] = "2000",
                ["heartbeat.timeout"] = "20000",
                ["web.refresh-interval"] = "500",
                ["metrics.fetcher.update-interval"] = "1000",
                ["classloader.check-leaked-classloader"] = "false",
            },
        };

    private static string? FindRig()
    {
        if (Environment.GetEnvironmentVariable("ACTORPLATFORM_RIG") is { Length: > 0 } configured)
            return File.Exists(configured) ? configured : null;
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "ActorPlatform.sln")))
            root = root.Parent;
        var beside = root?.Parent is null ? null : Path.Combine(root.Parent.FullName, "shared", "rig", "rig");
        return File.Exists(beside) ? beside : null;
    }

    private static async Task<bool> HasJavaAsync()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("java", "-version") { RedirectStandardError = true, UseShellExecute = false })!;
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

[CollectionDefinition(Name)]
public sealed class RigCollection : ICollectionFixture<RigFixture>
{
    public const string Name = "rig";
}
