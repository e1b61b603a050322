using ActorPlatform.Behaviors;
using ActorPlatform.Flink;
using ActorPlatform.Hdfs;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Rest;
using ActorPlatform.Yarn.Submission;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Yarn;

/// <summary>The configured YARN clusters.</summary>
public sealed class YarnClusters : IClusters, IDisposable
{
    /// <summary>How long exceptions of a run that does not change are not read again. Whoever was told them may not have been able to keep them.</summary>
    private static readonly TimeSpan s_exceptionsAgain = TimeSpan.FromMinutes(5);
    private readonly SortedDictionary<string, YarnCluster> _clusters = new(StringComparer.Ordinal);

    /// <summary>Makes all clusters; contacts none.</summary>
    /// <param name="clusters">By name; those of another kind are passed over.</param>
    /// <param name="installation">The installation, part of every tag.</param>
    /// <param name="session">The incarnation's word: each request carries it, so that access logs tell which one asked. Empty: none.</param>
    /// <exception cref="ArgumentException">A cluster cannot be made from its options; names every key and what is allowed.</exception>
    public YarnClusters(
        IReadOnlyDictionary<string, ClusterOptions> clusters,
        string installation,
        IActDeadline deadline,
        TimeProvider time,
        ILoggerFactory loggers,
        string session = "")
    {
        var ours = clusters.Where(cluster => cluster.Value.Kind == "yarn").ToList();
        var problems = ours.SelectMany(cluster => ClusterRules.Check(cluster.Key, cluster.Value)).ToList();
        if (problems.Count > 0)
            throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(clusters));
        foreach (var (name, options) in ours)
            _clusters[name] = Make(name, installation, options, deadline, time, loggers.CreateLogger($"ActorPlatform.Yarn.{name}"), session);
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Names => [.. _clusters.Keys];

    /// <inheritdoc />
    public ICluster? Find(string name) => _clusters.GetValueOrDefault(name);

    /// <summary>The HDFS of a cluster; null when it is not configured.</summary>
    public WebHdfsRest? FindHdfs(string name) => _clusters.GetValueOrDefault(name)?.Hdfs;

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var cluster in _clusters.Values)
            cluster.Dispose();
    }

    private static YarnCluster Make(
        string name,
        string installation,
        ClusterOptions options,
        IActDeadline deadline,
        TimeProvider time,
        ILogger logger,
        string session)
    {
        var pipe = new RestPipe(Limits(options) with { UserAgent = session.Length == 0 ? "actorplatform" : $"actorplatform ({session})" }, deadline, time);
        var yarn = new YarnRest(pipe, [.. options.ResourceManagers.Select(ClusterRules.Address)], options.User, time, logger);
        var hdfs = new WebHdfsRest(
            pipe,
            new WebHdfsOptions([.. options.Hdfs.NameNodes.Select(ClusterRules.Address)], options.User, options.Timeouts.Transfer),
            time,
            logger);
        var flink = new FlinkRest(pipe, options.Timeouts.JobManager, new LruCache<FlinkJobId, long>(options.Bounds.MaxCached, s_exceptionsAgain, time));
        var files = new EngineFiles(hdfs, options, time);
        var jobManagers = new JobManagers(yarn, flink, options.Bounds.MaxCached, time);
        var preparation = new RunPreparation(name, installation, options, files, time);
        var containers = new ContainerLogs(pipe, hdfs, options, time);
        var failures = new FailureFinder(yarn, flink, jobManagers, containers, files, time);
        var logs = new RunLogs(yarn, flink, jobManagers, containers);
        return new YarnCluster(name, installation, options, new YarnParts(pipe, yarn, hdfs, flink, files, jobManagers, preparation, failures, logs), time);
    }

    private static RestLimits Limits(ClusterOptions options) =>
        new()
        {
            ConnectTimeout = options.Timeouts.Connect,
            CallTimeout = options.Timeouts.Call,
            MaxResponseBytes = options.Bounds.MaxResponseBytes,
            ConnectionsPerEndpoint = options.Bounds.Connections,
            ControlRate = options.Bounds.Rate,
            JobManagerRate = options.Bounds.JobManagerRate,
            QueueLimit = options.Bounds.Queue,
            BreakerFaults = options.Bounds.BreakerFaults,
            BreakerPause = options.Bounds.BreakerPause,
            MaxEndpoints = options.Bounds.MaxCached,
        };
}
