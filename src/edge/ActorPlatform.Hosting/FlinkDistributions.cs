using ActorPlatform.Behaviors;
using ActorPlatform.Hosting.Configuration;
using ActorPlatform.Jobs.Specs;
using ActorPlatform.Yarn;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Hosting;

/// <summary>Puts Flink distributions on clusters, without an engine.</summary>
public static class FlinkDistributions
{
    /// <summary>Uploads the jars of an unpacked distribution to a cluster's HDFS. Repeating it uploads only what is missing or of another size.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="request">What to put where.</param>
    /// <param name="progress">Told after each file.</param>
    /// <exception cref="ArgumentException">No such cluster or version; says which there are.</exception>
    /// <exception cref="DirectoryNotFoundException">No distribution lies in the folder.</exception>
    /// <exception cref="Jobs.Ports.ClusterUnreachableException">The cluster's HDFS does not answer; repeat it.</exception>
    public static async Task InstallAsync(ActorPlatformOptions options, FlinkInstallation request, IProgress<FlinkInstallProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(request);
        if (!options.Clusters.TryGetValue(request.Cluster, out var cluster))
            throw new ArgumentException($"There is no cluster '{request.Cluster}'; configured: {(options.Clusters.Count == 0 ? "none" : string.Join(", ", options.Clusters.Keys.Order()))}.", nameof(request));
        if (cluster.Kind == Engine.SandboxClusters.Kind)
            throw new ArgumentException($"The cluster '{request.Cluster}' is a sandbox: it has every version of Flink from the start.", nameof(request));
        if (!SpecValidator.FlinkVersions.Contains(request.Version))
            throw new ArgumentException($"'{request.Version}' is not a known version of Flink; known, major and minor only: {string.Join(", ", SpecValidator.FlinkVersions)}.", nameof(request));
        using var loggers = LoggerFactory.Create(_ => { });
        using var clusters = new YarnClusters(options.Clusters, options.Installation, Always.Instance, TimeProvider.System, loggers);
        var installer = new FlinkInstaller(clusters.FindHdfs(request.Cluster)!, cluster, TimeProvider.System);
        var relay = progress is null ? null : new Relay(progress);
        await installer.InstallAsync(request.Version, request.Directory, relay, cancellationToken);
    }

    /// <summary>In the caller's order: <see cref="Progress{T}"/> would pass it on from several threads, out of order.</summary>
    private sealed class Relay(IProgress<FlinkInstallProgress> progress) : IProgress<InstallProgress>
    {
        public void Report(InstallProgress value) => progress.Report(new FlinkInstallProgress(value.File, value.Uploaded, value.FilesDone, value.FilesTotal, value.BytesDone, value.BytesTotal));
    }

    /// <summary>A person asks for this act, and nobody can take it over: the deadline of nodes does not bound it.</summary>
    private sealed class Always : IActDeadline
    {
        public static readonly Always Instance = new();

        public bool MayAct => true;

        public CancellationToken Lost => CancellationToken.None;
    }
}

/// <summary>A distribution to install.</summary>
/// <param name="Cluster">The cluster's name in the configuration.</param>
/// <param name="Version">Flink's version, major and minor: <c>1.20</c>.</param>
/// <param name="Directory">The unpacked distribution, or its lib folder.</param>
public sealed record FlinkInstallation(string Cluster, string Version, string Directory);

/// <summary>How an installation goes on.</summary>
/// <param name="File">The file that was just settled.</param>
/// <param name="Uploaded">False when it was there already.</param>
/// <param name="FilesDone">Files settled.</param>
/// <param name="FilesTotal">Files in all.</param>
/// <param name="BytesDone">Bytes settled.</param>
/// <param name="BytesTotal">Bytes in all.</param>
public sealed record FlinkInstallProgress(string File, bool Uploaded, int FilesDone, int FilesTotal, long BytesDone, long BytesTotal);
