using System.Collections.Immutable;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Jobs.Ports;

/// <summary>One cluster (its resource manager, its HDFS, the JobManagers on it), one attempt a call: what to do with an unknown outcome is decided above.</summary>
/// <remarks>
/// Thread safe. Every call has a time limit of its own, checks the act deadline in its innermost handler, and throws <see cref="ClusterUnreachableException"/> when the
/// outcome is unknown. Nothing here retries an act; reading may fail over to another endpoint of the same cluster.
/// </remarks>
public interface ICluster
{
    /// <summary>The name in the configuration.</summary>
    string Name { get; }

    /// <summary>What runs it, as the configuration calls it.</summary>
    string Kind => "YARN";

    /// <summary>Checks jar, restore point, limits and Flink's distribution, and has an application id handed out. Submits nothing.</summary>
    Task<PrepareOutcome> PrepareAsync(RunPlan plan, CancellationToken cancellationToken);

    /// <summary>Posts the submission once. The same id twice is one application, as long as the resource manager remembers it.</summary>
    Task<PostOutcome> PostAsync(RunPlan plan, ApplicationId application, CancellationToken cancellationToken);

    /// <summary>Looks one application up.</summary>
    Task<ApplicationLookup> LookUpAsync(ApplicationId application, CancellationToken cancellationToken);

    /// <summary>
    /// True when the resource manager certainly still knows every application that ended since then. Only then does a settled "not known" say of one that was intended since that it never ran:
    /// where many end, one that nobody saw may be forgotten within seconds. False: it may have forgotten some.
    /// </summary>
    /// <param name="since">UTC, by this engine's clock.</param>
    /// <exception cref="ClusterUnreachableException">No answer, or the resource manager restarted while it was asked: ask again.</exception>
    Task<bool> RemembersSinceAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>All applications of this installation in one bulk query.</summary>
    Task<ApplicationSweep> FetchApplicationsAsync(CancellationToken cancellationToken);

    /// <summary>Asks the resource manager to kill; it is over when a look-up says so. Unknown and final applications are no error.</summary>
    Task KillAsync(ApplicationId application, CancellationToken cancellationToken);

    /// <summary>Asks the JobManager about the run; by the resource manager's proxy when the direct way fails.</summary>
    Task<RunReport> FetchRunAsync(RunAddress run, CancellationToken cancellationToken);

    /// <summary>Triggers a savepoint or a stop with savepoint, at the JobManager itself.</summary>
    Task TriggerSavepointAsync(RunAddress run, SavepointRequest request, CancellationToken cancellationToken);

    /// <summary>Reads a triggered savepoint's result.</summary>
    Task<SavepointProgress> FetchSavepointAsync(RunAddress run, SavepointRequest request, CancellationToken cancellationToken);

    /// <summary>Looks for a complete savepoint in the trigger's own folder; null when there is none.</summary>
    Task<SavepointFound?> FindSavepointAsync(JobId job, int run, string triggerId, CancellationToken cancellationToken);

    /// <summary>The run's complete checkpoints as they lie on the file system: the last look at a run whose JobManager is gone.</summary>
    Task<ImmutableArray<CheckpointReport>> FindCheckpointsAsync(RunAddress run, CancellationToken cancellationToken);

    /// <summary>Whether the run's JobManager still lives: asked at its own address, never at the resource manager.</summary>
    Task<JobManagerLife> ProbeJobManagerAsync(RunAddress run, CancellationToken cancellationToken);

    /// <summary>Why a run ended: diagnostics, Flink's exceptions, the end of jobmanager.log (while it lives, then from the aggregated file), classified.</summary>
    Task<Failure> FetchFailureAsync(RunAddress run, ApplicationReport? report, CancellationToken cancellationToken);

    /// <summary>A part of a run's log: from its NodeManager or Flink while it lives, then from the aggregated files; null when neither has it.</summary>
    /// <remarks>A cluster whose runs leave no logs has none to give.</remarks>
    Task<LogPart?> FetchLogAsync(RunAddress run, LogRequest request, CancellationToken cancellationToken) => Task.FromResult<LogPart?>(null);

    /// <summary>Puts an artifact where specs that name it by its content find it; nothing to do when it is there. Complete or not there at all.</summary>
    /// <param name="name"><c>sha256:…</c>; the content is taken to be what it says.</param>
    /// <param name="content">Opens the content; seekable.</param>
    Task PutArtifactAsync(string name, Func<Stream> content, CancellationToken cancellationToken) =>
        throw new ClusterUnreachableException(Name, $"A cluster of kind {Kind} takes no artifacts.", notSent: true);

    /// <summary>Capacity and version of the cluster.</summary>
    Task<ClusterCapacity> FetchCapacityAsync(CancellationToken cancellationToken);

    /// <summary>Counters and breakers, from memory.</summary>
    ClusterTraffic Traffic { get; }
}

/// <summary>The configured clusters.</summary>
public interface IClusters
{
    /// <summary>All names, sorted.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>A cluster by name; null when it is not configured.</summary>
    ICluster? Find(string name);
}

/// <summary>Everything that a submission is made from; the same plan gives the same submission.</summary>
public sealed record RunPlan(JobId Job, int Run, JobSpec Spec, FlinkJobId FlinkJob, RestoreChoice? Restore);

/// <summary>The outcome of preparing a run.</summary>
public abstract record PrepareOutcome
{
    private PrepareOutcome()
    {
    }

    /// <summary>Ready; the id was handed out and costs nothing until it is posted.</summary>
    public sealed record Prepared(ApplicationId Application) : PrepareOutcome;

    /// <summary>This plan cannot run here.</summary>
    public sealed record Refused(Failure Failure) : PrepareOutcome;
}

/// <summary>The outcome of one post.</summary>
public abstract record PostOutcome
{
    private PostOutcome()
    {
    }

    /// <summary>The resource manager took it.</summary>
    public sealed record Accepted : PostOutcome;

    /// <summary>The resource manager refused it: there is no application by this post.</summary>
    public sealed record Refused(Failure Failure) : PostOutcome;
}

/// <summary>Whether a JobManager lives.</summary>
public enum JobManagerLife
{
    /// <summary>No answer within the time: it may live.</summary>
    Unknown,

    /// <summary>It answers for this run's job.</summary>
    Alive,

    /// <summary>Its host refuses the connection, or somebody else answers there.</summary>
    Gone,
}

/// <summary>A cluster's capacity.</summary>
public sealed record ClusterCapacity(
    string Version, long MemoryMb, long FreeMemoryMb, int Cores, int FreeCores, int Nodes, int LostNodes, int RunningApplications, long MaxContainerMb, int MaxContainerCores);

/// <summary>What the engine costs a cluster.</summary>
/// <param name="PollsPerSecond">Requests per second over the last minute.</param>
/// <param name="Breakers">State of the breaker of each endpoint: CLOSED, OPEN, HALF_OPEN.</param>
public sealed record ClusterTraffic(double PollsPerSecond, IReadOnlyDictionary<string, string> Breakers)
{
    /// <summary>Requests since this process started.</summary>
    public long Requests { get; init; }
}

/// <summary>The outcome of a call is unknown, or nothing could be asked: wait, look again. No statement about any application.</summary>
/// <param name="endpoint">Who did not answer.</param>
/// <param name="message">What was tried and seen.</param>
/// <param name="notSent">True only when the request certainly never reached the other side (connection refused).</param>
/// <param name="inner">The cause.</param>
public sealed class ClusterUnreachableException(string endpoint, string message, bool notSent, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Who did not answer.</summary>
    public string Endpoint { get; } = endpoint;

    /// <summary>True only when the request certainly never reached the other side.</summary>
    public bool NotSent { get; } = notSent;
}
