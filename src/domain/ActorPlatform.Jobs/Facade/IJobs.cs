using System.Collections.Immutable;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Jobs.Facade;

/// <summary>What people may ask of jobs. Thread safe; the same interface in process and, later, over HTTP.</summary>
public interface IJobs
{
    /// <summary>What may be asked of many jobs at once.</summary>
    IBatches Batches { get; }

    /// <summary>The engine's own nodes.</summary>
    INodes Nodes { get; }

    /// <summary>Asks a job. Answered after its events are durable; a repeated command id gets the first answer that changed something. A refusal changed nothing: its repetition is decided anew.</summary>
    Task<Answer> AskAsync(JobId id, JobRequest request, CancellationToken cancellationToken);

    /// <summary>What a command would do, decided as it would be now: nothing is written, nothing is remembered.</summary>
    /// <exception cref="JobUnavailableException">No owner may answer just now; safe to repeat.</exception>
    Task<Trial> TryAsync(JobId id, JobRequest request, CancellationToken cancellationToken);

    /// <summary>The job's state as its owner has it; null when it was never defined.</summary>
    /// <exception cref="JobUnavailableException">No owner may answer just now; safe to repeat.</exception>
    Task<JobSight?> FindAsync(JobId id, CancellationToken cancellationToken);

    /// <summary>A page of the job list. Never behind an answer.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not one that this query gave out.</exception>
    Task<JobPage> ListAsync(JobQuery query, CancellationToken cancellationToken);

    /// <summary>How many jobs pass the filters of a query, by the values of columns; its order and page do not matter.</summary>
    Task<JobCounts> CountAsync(JobQuery query, ImmutableArray<JobColumn> by, CancellationToken cancellationToken);

    /// <summary>An operation, however old; null when there is none.</summary>
    Task<OperationSight?> FindOperationAsync(OperationId id, CancellationToken cancellationToken);

    /// <summary>A page of operations, newest first.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not one that this query gave out.</exception>
    Task<OperationPage> ListOperationsAsync(OperationQuery query, CancellationToken cancellationToken);

    /// <summary>Waits until an operation is over, at most the given time; then answers it as it stands.</summary>
    Task<OperationSight?> WaitAsync(OperationId id, TimeSpan atMost, CancellationToken cancellationToken);

    /// <summary>A page of a job's own journal, oldest first.</summary>
    Task<EventPage> ReadEventsAsync(JobId id, long afterSequence, int limit, CancellationToken cancellationToken);

    /// <summary>A page of all jobs' events in commit order, without gaps. An unknown position's page has <see cref="EventPage.Outdated"/> set.</summary>
    Task<EventPage> ReadFeedAsync(string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Who asked for what, newest first. A page may be short, or empty, and have another behind it: filters by person are looked for piece by piece.</summary>
    /// <exception cref="InvalidCursorException">The cursor is none.</exception>
    Task<AuditPage> ReadAuditAsync(AuditQuery query, CancellationToken cancellationToken);

    /// <summary>The position up to which the feed can be read now.</summary>
    Task<string> ReadFeedPositionAsync(CancellationToken cancellationToken);

    /// <summary>All spec versions with who and when, oldest first; null when the job was never defined.</summary>
    Task<ImmutableArray<SpecVersion>?> ReadSpecVersionsAsync(JobId id, CancellationToken cancellationToken);

    /// <summary>Lets a quarantined job try again; false when it is not quarantined.</summary>
    Task<bool> ReleaseAsync(JobId id, CancellationToken cancellationToken);

    /// <summary>Looks at the job's cluster now, at most the given time.</summary>
    Task RefreshAsync(JobId id, TimeSpan atMost, CancellationToken cancellationToken);

    /// <summary>A part of a run's log as its cluster has it now, without the job's secrets; null when the run left none, or the cluster keeps it no more.</summary>
    /// <exception cref="JobUnavailableException">The cluster does not answer just now; safe to repeat.</exception>
    Task<LogText?> ReadLogAsync(JobId id, int run, LogRequest request, CancellationToken cancellationToken);

    /// <summary>Reads an artifact to its end, and puts it on every cluster under the name of its content; safe to repeat.</summary>
    /// <param name="content">Read once, never sought in.</param>
    /// <param name="most">Bytes at most; nothing is put anywhere when there are more.</param>
    /// <exception cref="JobUnavailableException">Not every cluster has it: says which.</exception>
    Task<ArtifactOutcome> TakeArtifactAsync(Stream content, long most, CancellationToken cancellationToken);

    /// <summary>The clusters as they are seen now.</summary>
    Task<ImmutableArray<ClusterSight>> ListClustersAsync(CancellationToken cancellationToken);
}

/// <summary>A command with its identity.</summary>
/// <param name="CommandId">Derived from the caller's idempotency key, or random.</param>
/// <param name="Fingerprint">Of the command's content: the same id with another one is refused.</param>
/// <param name="By">Who asks.</param>
public sealed record JobRequest(string CommandId, string Fingerprint, string? By, JobCommand Command);

/// <summary>The answer to a request.</summary>
public abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>Accepted and durable.</summary>
    public sealed record Accepted(Reply Reply) : Answer;

    /// <summary>Refused; nothing changed.</summary>
    public sealed record Rejected(Rejection Reason) : Answer;

    /// <summary>Too many commands wait for this job; nothing was done.</summary>
    public sealed record Busy(TimeSpan RetryAfter) : Answer;

    /// <summary>The first command with this id is in work: repeat it later, and get that one's answer.</summary>
    public sealed record InProgress(TimeSpan RetryAfter) : Answer;

    /// <summary>No owner, or the storage is away: nothing was done, or it is safe to repeat with the same command id.</summary>
    public sealed record Unavailable(string Why, TimeSpan RetryAfter) : Answer;
}

/// <summary>Reading is not possible just now; nothing was changed, repeat later.</summary>
public sealed class JobUnavailableException(string message, Exception? inner = null) : Exception(Secrets.Hide(message), inner);

/// <summary>A cursor that this query did not give out: ask for the first page again.</summary>
public sealed class InvalidCursorException(string message, Exception? inner = null) : Exception(message, inner);
