using ActorPlatform.Hosting.Configuration;
using ActorPlatform.Jobs.Specs;
using ActorPlatform.Sandbox;
using ActorPlatform.Yarn;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Hosting.Engine;

/// <summary>The simulated clusters in this process. The engine speaks to them as to real ones, over HTTP.</summary>
internal sealed partial class SandboxClusters(ActorPlatformOptions options, TimeProvider time, ILogger<SandboxClusters> logger) : IHostedService, IAsyncDisposable
{
    public const string Kind = "sandbox";

    private static readonly Uri s_nowhere = new("http://127.0.0.1:1");
    private SandboxServer? _server;

    /// <summary>What is wrong with a sandbox's options.</summary>
    public static IEnumerable<string> Check(string name, ClusterOptions options)
    {
        var at = $"actorplatform.clusters.{name}";
        if (options.ResourceManagers.Count > 0 || options.Hdfs.NameNodes.Count > 0 || options.Hdfs.Uri.Length > 0)
            yield return $"{at}: a sandbox has addresses of its own; leave resource-managers, hdfs.name-nodes and hdfs.uri out.";
        if (options.Start is { } start && (start < TimeSpan.Zero || start > TimeSpan.FromHours(1)))
            yield return $"{at}.start: '{start}' is not from 0s to 1h.";
        if (options.CheckpointEvery is { } every && (every < TimeSpan.FromMilliseconds(10) || every > TimeSpan.FromDays(1)))
            yield return $"{at}.checkpoint-every: '{every}' is not from 10ms to 1d.";
        foreach (var problem in ClusterRules.Check(name, At(name, options, s_nowhere)))
            yield return problem;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var clusters = options.Clusters.Where(cluster => cluster.Value.Kind == Kind).OrderBy(cluster => cluster.Key, StringComparer.Ordinal).Select(cluster => Make(cluster.Key, cluster.Value)).ToList();
        if (clusters.Count == 0)
            return;
        _server = await SandboxServer.StartAsync(new SandboxOptions { Clusters = clusters }, time, cancellationToken);
        LogReady(logger, string.Join(", ", clusters.Select(cluster => cluster.Name)), _server.Control);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The clusters as clients reach them: a sandbox is a YARN cluster at an address of this process.</summary>
    /// <exception cref="InvalidOperationException">The sandbox does not serve yet: the host has not been started.</exception>
    public IReadOnlyDictionary<string, ClusterOptions> Reach(IReadOnlyDictionary<string, ClusterOptions> clusters)
    {
        if (clusters.All(cluster => cluster.Value.Kind != Kind))
            return clusters;
        var addresses = _server?.Addresses ?? throw new InvalidOperationException("The sandbox clusters serve only after the host has started.");
        return clusters.ToDictionary(cluster => cluster.Key, cluster => cluster.Value.Kind == Kind ? At(cluster.Key, cluster.Value, addresses[cluster.Key]) : cluster.Value);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private static SandboxClusterOptions Make(string name, ClusterOptions options)
    {
        var plain = new SandboxClusterOptions(name);
        return plain with { Seed = options.Seed ?? plain.Seed, Start = options.Start ?? plain.Start, CheckpointEvery = options.CheckpointEvery ?? plain.CheckpointEvery };
    }

    private static ClusterOptions At(string name, ClusterOptions options, Uri address) => new()
    {
        ResourceManagers = [address.ToString()],
        Hdfs = new HdfsOptions { NameNodes = [address.ToString()], Uri = SandboxConfiguration.FileSystemOf(name), Root = options.Hdfs.Root },
        User = options.User,
        FlinkConfig = options.FlinkConfig,
        Flink = SpecValidator.FlinkVersions.ToDictionary(version => version, version => options.Flink.GetValueOrDefault(version) ?? new FlinkDistributionOptions { Libs = SandboxConfiguration.LibsOf(version) }),
        Timeouts = options.Timeouts,
        Bounds = options.Bounds,
    };

    [LoggerMessage(1300, LogLevel.Information, "The simulated clusters {Clusters} are ready; their control routes are below {Control}sandbox/clusters")]
    private static partial void LogReady(ILogger logger, string clusters, Uri control);
}
