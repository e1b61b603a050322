using ActorPlatform.Client.Model;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Client;

/// <summary>What a program asks of an engine. Thread safe; the same in the engine's process and over HTTP.</summary>
/// <remarks>
/// Commands are acknowledged when they are durable. Every method throws <see cref="UnavailableException"/> when the engine cannot answer (safe to repeat with the same key),
/// <see cref="NotFoundException"/> when there is no such thing, <see cref="ConflictException"/> when the state does not allow it, <see cref="InputException"/> when something given is wrong.
/// </remarks>
public interface IActorPlatform
{
    /// <summary>Defines a job. With an external id a repetition meets the first one.</summary>
    Task<Job> CreateJobAsync(JobSpec spec, CommandOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Gives a job a new spec, which takes effect at its next start.</summary>
    /// <param name="ifMatch">The version that was read; another present one is a <see cref="ConflictException"/>.</param>
    Task<Job> ChangeSpecAsync(string jobId, JobSpec spec, int ifMatch, CommandOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Asks a job to do something. Returns the operation as it stands once it was accepted, or with <see cref="CommandOptions.Wait"/> when it is over or the time is.</summary>
    Task<Operation> RunAsync(string jobId, JobAction action, CommandOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>What <see cref="CreateJobAsync"/> would do, with the same checks and refusals; nothing is done.</summary>
    Task<Trial> TryCreateJobAsync(JobSpec spec, CancellationToken cancellationToken = default);

    /// <summary>What <see cref="ChangeSpecAsync"/> would do, with the same checks and refusals; nothing is done.</summary>
    Task<Trial> TryChangeSpecAsync(string jobId, JobSpec spec, int ifMatch, CancellationToken cancellationToken = default);

    /// <summary>What <see cref="RunAsync"/> would do, with the same checks and refusals; nothing is done.</summary>
    Task<Trial> TryRunAsync(string jobId, JobAction action, CancellationToken cancellationToken = default);

    /// <summary>Asks many jobs to do something, each once, so many at a time. Returns the operation, as <see cref="RunAsync"/> does; it goes on when jobs fail or refuse.</summary>
    Task<Operation> RunBatchAsync(BatchOrder order, CommandOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>What a batch would do to each job; nothing is done.</summary>
    Task<BatchTrial> TryBatchAsync(BatchOrder order, CancellationToken cancellationToken = default);

    /// <summary>A page of what became of the jobs of a batch, in the order in which they are asked.</summary>
    Task<Page<BatchResult>> ListBatchResultsAsync(string operationId, BatchResultFilter filter, CancellationToken cancellationToken = default);

    /// <summary>Lets a job that could not be loaded try again.</summary>
    Task ReleaseJobAsync(string jobId, CancellationToken cancellationToken = default);

    /// <summary>A job with its spec.</summary>
    Task<Job> GetJobAsync(string jobId, CancellationToken cancellationToken = default);

    /// <summary>A job with its spec, after a look at its cluster of a few seconds at most; one that does not answer in time is told by the job's visibility.</summary>
    Task<Job> RefreshJobAsync(string jobId, CancellationToken cancellationToken = default);

    /// <summary>A page of jobs.</summary>
    Task<Page<Job>> ListJobsAsync(JobFilter filter, CancellationToken cancellationToken = default);

    /// <summary>How many jobs pass a filter; its order and page do not matter.</summary>
    /// <param name="by">Counted by the values of these: status, health, cluster, tenant; by the first three when left out.</param>
    Task<JobSummary> SummarizeJobsAsync(JobFilter filter, IReadOnlyList<string>? by = null, CancellationToken cancellationToken = default);

    /// <summary>The job's newest 20 runs, newest first.</summary>
    Task<IReadOnlyList<Run>> ListRunsAsync(string jobId, CancellationToken cancellationToken = default);

    /// <summary>The exceptions that Flink reported of one of these runs, newest first; kept when the run is gone, 16 at most.</summary>
    Task<IReadOnlyList<RunException>> ListExceptionsAsync(string jobId, int run, CancellationToken cancellationToken = default);

    /// <summary>The job's restore points, newest first.</summary>
    Task<IReadOnlyList<RestorePoint>> ListRestorePointsAsync(string jobId, CancellationToken cancellationToken = default);

    /// <summary>The job's newest decisions, newest first.</summary>
    Task<IReadOnlyList<Decision>> ExplainAsync(string jobId, CancellationToken cancellationToken = default);

    /// <summary>The end of a run's log, or the part before another one, in whole lines and without the job's secrets.</summary>
    Task<LogPart> GetLogAsync(string jobId, int run, LogFilter filter, CancellationToken cancellationToken = default);

    /// <summary>All versions of the job's spec, oldest first.</summary>
    Task<IReadOnlyList<SpecVersion>> ListSpecVersionsAsync(string jobId, CancellationToken cancellationToken = default);

    /// <summary>What differs between two versions of the job's spec, by path.</summary>
    Task<SpecDiff> CompareSpecsAsync(string jobId, int from, int to, CancellationToken cancellationToken = default);

    /// <summary>A page of the job's own journal, oldest first.</summary>
    /// <param name="after">The position after which it begins: 0, or <see cref="EventPage.Next"/> of the page before.</param>
    /// <param name="limit">1 to 500.</param>
    Task<EventPage> ListEventsAsync(string jobId, string after = "0", int limit = 100, CancellationToken cancellationToken = default);

    /// <summary>The events of all jobs as they happen, in commit order and without gaps, until it is cancelled. Connects again by itself.</summary>
    /// <param name="since">The position of the last event that was seen; null: from now on; 0: from the first one.</param>
    /// <exception cref="PositionOutdatedException">The position is from before a restore of the database: list anew.</exception>
    IAsyncEnumerable<JobEvent> FollowAsync(string? since = null, CancellationToken cancellationToken = default);

    /// <summary>An operation, at once or when it is over.</summary>
    /// <param name="wait">How long to wait for its end, at most 60 s; <see cref="ActorPlatformExtensions.WaitAsync"/> waits longer.</param>
    Task<Operation> GetOperationAsync(string operationId, TimeSpan wait = default, CancellationToken cancellationToken = default);

    /// <summary>A page of operations, newest first.</summary>
    Task<Page<Operation>> ListOperationsAsync(OperationFilter filter, CancellationToken cancellationToken = default);

    /// <summary>A page of who asked for what, newest first. It may be short, or empty, and have another one behind it.</summary>
    Task<Page<AuditEntry>> ListAuditAsync(AuditFilter filter, CancellationToken cancellationToken = default);

    /// <summary>Puts a jar on every cluster, named by its content; to do it again changes nothing. <see cref="ActorPlatformExtensions.PutArtifactAsync"/> takes a file.</summary>
    /// <param name="content">
    /// Opens the content, anew each time that it is sent: over HTTP it is sent again when the answer is lost. What it opens is disposed of.
    /// Over HTTP it is refused when it has more bytes than <c>actorplatform.http.max-artifact</c>; in process there is no such limit.
    /// </param>
    Task<PlacedArtifact> PutArtifactAsync(Func<Stream> content, CancellationToken cancellationToken = default);

    /// <summary>The clusters as they are seen now.</summary>
    Task<IReadOnlyList<Cluster>> ListClustersAsync(CancellationToken cancellationToken = default);

    /// <summary>The engine's nodes: the living ones by name, then the newest of those that are gone.</summary>
    Task<IReadOnlyList<Node>> ListNodesAsync(CancellationToken cancellationToken = default);

    /// <summary>Asks a node to hand its jobs over and to end, and no other incarnation to follow. Returns once it has begun; safe to repeat.</summary>
    /// <param name="name">Its name, or its incarnation where several have that name.</param>
    /// <param name="force">Also when no other node is up that could take its jobs; else that is a <see cref="ConflictException"/>.</param>
    Task<Node> DrainNodeAsync(string name, bool force = false, CancellationToken cancellationToken = default);
}
