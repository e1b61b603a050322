using ActorPlatform.Flink;
using ActorPlatform.Hdfs;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Yarn.Submission;

namespace ActorPlatform.Yarn;

/// <summary>Checks a plan against the cluster and gathers what its submission is made from.</summary>
internal sealed class RunPreparation(string name, string installation, ClusterOptions options, EngineFiles files, TimeProvider time)
{
    private readonly FlinkSite _site = new(
        options.FlinkConfig,
        HdfsPath.Of(options.Hdfs.Root).Under("checkpoints").WithoutAuthority,
        HdfsPath.Of(options.Hdfs.Root).Under("savepoints").WithoutAuthority);

    /// <summary>What can be said without asking anybody; null when nothing stands against it.</summary>
    public Failure? CheckPlan(RunPlan plan)
    {
        var spec = plan.Spec;
        if (spec.Type != "JAR")
            return Refuse(FailureClass.Submission, $"Jobs of type {spec.Type} cannot be run yet: only JAR.");
        if (spec.Target.Mode != "YARN_APPLICATION")
            return Refuse(FailureClass.Submission, $"The mode {spec.Target.Mode} cannot be run yet: only YARN_APPLICATION.");
        if (FlinkVersionProfile.Find(spec.FlinkVersion) is not { } profile)
            return Refuse(FailureClass.Submission, $"Flink {spec.FlinkVersion} is not known: one of {string.Join(", ", FlinkVersionProfile.Known)}.");
        if (!IsOurs(spec.Artifact))
            return Refuse(
                FailureClass.Submission,
                $"artifact: {spec.Artifact} is no path on the HDFS of cluster {name}; write hdfs:///folder/file.jar.");
        if (plan.Restore is { } restore && !IsOurs(restore.Path))
            return Refuse(FailureClass.Restore, $"The restore point {restore.Path} does not lie on the HDFS of cluster {name}.");
        return FlinkConfiguration.Of(profile, _site, plan, "application_0_0000", out var problems) is null
            ? Refuse(FailureClass.Submission, string.Join(" ", problems))
            : null;
    }

    /// <summary>What HDFS says to it; null when nothing stands against it.</summary>
    public async Task<Failure?> CheckFilesAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        if (await files.FindDistributionAsync(VersionOf(plan), cancellationToken) is null)
            return NoFlink(VersionOf(plan));
        if (await files.FindAsync(HdfsPath.Of(plan.Spec.Artifact), cancellationToken) is not { IsDirectory: false })
            return NoJar(plan.Spec.Artifact);
        if (plan.Restore is not { } restore)
            return null;
        // Not from the cache: what is deleted in between must be seen.
        return await files.FindUncachedAsync(HdfsPath.Of(restore.Path).Under("_metadata"), cancellationToken) is null
            ? Refuse(
                FailureClass.Restore,
                $"The restore point {restore.Id} is gone: {restore.Path} holds no _metadata on cluster {name}.",
                retryable: true)
            : null;
    }

    /// <summary>What one container can have stands against it; null when nothing does.</summary>
    public Failure? CheckLimits(RunPlan plan, CapabilityJson? maximum)
    {
        if (maximum is null)
            return null;
        var resources = plan.Spec.Resources;
        var problems = new[] { ("jobManager", resources.JobManager), ("taskManager", resources.TaskManager) }
            .SelectMany(item => Exceeds(item.Item1, item.Item2, maximum))
            .ToList();
        return problems.Count == 0 ? null : Refuse(FailureClass.Resources, string.Join(" ", problems));
    }

    /// <summary>The builder of a plan's submission, or why there is none.</summary>
    public async Task<(SubmissionBuilder? Builder, Failure? Failure)> BuildAsync(
        RunPlan plan,
        ApplicationId application,
        CancellationToken cancellationToken)
    {
        if (CheckPlan(plan) is { } failure)
            return (null, failure);
        var profile = FlinkVersionProfile.Find(plan.Spec.FlinkVersion)!;
        var configuration = FlinkConfiguration.Of(profile, _site, plan, application.Value, out _)!;
        if (await files.FindDistributionAsync(profile.Version, cancellationToken) is not { } distribution)
            return (null, NoFlink(profile.Version));
        if (await files.FindAsync(HdfsPath.Of(plan.Spec.Artifact), cancellationToken) is not { IsDirectory: false } jar)
            return (null, NoJar(plan.Spec.Artifact));
        var config = await files.PutAsync(profile.ConfigFile, configuration.FileContent(), cancellationToken);
        var log4j = await files.PutAsync(Log4jFile.Key, Log4jFile.Content, cancellationToken);
        var site = new SubmissionSite(
            installation,
            options.Hdfs.Uri.TrimEnd('/'),
            HdfsPath.Of(options.Hdfs.Root).Value,
            options.User,
            options.ApplicationClasspath);
        var all = new SubmissionFiles(distribution, config, log4j, ContainerFile.Of(jar.Path.Name, jar, options.Hdfs.Uri, "APPLICATION"));
        return (new SubmissionBuilder(site, profile, configuration, all), null);
    }

    /// <summary>A failure of our own finding.</summary>
    public Failure Refuse(FailureClass failureClass, string summary, bool retryable = false) =>
        new(failureClass, summary, summary, $"Checked by the engine against cluster {name}.", time.GetUtcNow(), retryable);

    private static IEnumerable<string> Exceeds(string who, Jobs.Specs.ProcessSpec process, CapabilityJson maximum)
    {
        if (MemorySize.TryParse(process.Memory, out var bytes) && MemorySize.ToMebibytes(bytes) > maximum.Memory)
            yield return $"resources.{who}.memory: {process.Memory} is more than the {maximum.Memory} MiB that the cluster gives to one container.";
        if (process.Cpu > maximum.Cores)
            yield return $"resources.{who}.cpu: {process.Cpu} is more than the {maximum.Cores} cores that the cluster gives to one container.";
    }

    private static string VersionOf(RunPlan plan) => FlinkVersionProfile.Find(plan.Spec.FlinkVersion)?.Version ?? plan.Spec.FlinkVersion;

    private Failure NoFlink(string version) =>
        Refuse(
            FailureClass.Submission,
            $"Flink {version} is not on cluster {name}: no flink-dist jar lies in {files.LibsOf(version).WithoutAuthority}. Run 'actorplatform cluster install-flink {name} {version} DIR'.");

    private Failure NoJar(string artifact) => Refuse(
        FailureClass.Submission,
        Artifacts.NameOf(artifact, HdfsPath.Of(options.Hdfs.Root)) is { } uploaded
            ? $"The artifact {uploaded} is not on cluster {name}: it was uploaded before this cluster was configured, or while it was away, or never. Upload it again (POST /api/v1/artifacts), then start the job."
            : $"The jar {artifact} is not on cluster {name}.");

    // Another cluster's authority would be read from there, for ever.
    private bool IsOurs(string path) =>
        HdfsPath.TryParse(path, out _, out var authority) && (authority.Length == 0 || $"hdfs://{authority}" == options.Hdfs.Uri.TrimEnd('/'));
}
