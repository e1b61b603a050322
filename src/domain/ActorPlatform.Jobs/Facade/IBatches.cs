using System.Collections.Immutable;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Batches;

namespace ActorPlatform.Jobs.Facade;

/// <summary>What people may ask of many jobs at once. Thread safe.</summary>
public interface IBatches
{
    /// <summary>Resolves the selection and begins the batch. Accepted with an <see cref="Operations.OperationReply"/>; a repeated key gets the first answer, whatever the selection means by now.</summary>
    Task<Answer> AskAsync(BatchRequest request, CancellationToken cancellationToken);

    /// <summary>What it would do to each job, decided as it would be now: nothing is written, nothing is remembered.</summary>
    /// <exception cref="JobUnavailableException">A job's owner may not answer just now; safe to repeat.</exception>
    Task<BatchTrial> TryAsync(BatchOrder order, string? by, CancellationToken cancellationToken);

    /// <summary>A page of a batch's jobs, in the order of the batch; null when there is no such batch.</summary>
    /// <exception cref="JobUnavailableException">Its owner may not answer just now; safe to repeat.</exception>
    /// <exception cref="InvalidCursorException">The cursor is not one that this query gave out.</exception>
    Task<BatchResultPage?> ReadResultsAsync(OperationId id, BatchResultQuery query, CancellationToken cancellationToken);
}

/// <summary>A batch with its identity.</summary>
/// <param name="Key">The caller's idempotency key; null: a repetition is another batch.</param>
/// <param name="Fingerprint">Of the order's content: the same key with another one is refused.</param>
public sealed record BatchRequest(string? Key, string Fingerprint, string? By, BatchOrder Order);

/// <summary>What would become of a batch.</summary>
public abstract record BatchTrial
{
    private BatchTrial()
    {
    }

    /// <summary>It would be accepted.</summary>
    public sealed record Accepted(BatchAction Action, ImmutableArray<BatchJobTrial> Jobs) : BatchTrial
    {
        /// <summary>The refusals by their codes.</summary>
        public ImmutableSortedDictionary<string, int> RefusedBy =>
            Jobs.Where(job => job.Refusal is not null).CountBy(job => job.Refusal!.Code).ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>It would be refused.</summary>
    public sealed record Rejected(Rejection Reason) : BatchTrial;
}

/// <summary>What would become of a job of a batch.</summary>
/// <param name="Refusal">Null: it would accept.</param>
public sealed record BatchJobTrial(JobId Job, string Name, Rejection? Refusal);

/// <summary>Which jobs of a batch to list.</summary>
/// <param name="States">Any of these; empty: all.</param>
/// <param name="Limit">1 to 500.</param>
/// <param name="Cursor">Where the page before ended; null for the first.</param>
public sealed record BatchResultQuery(ImmutableArray<BatchJobState> States, int Limit, string? Cursor);

/// <summary>A page of a batch's jobs.</summary>
/// <param name="NextCursor">Null on the last page.</param>
public sealed record BatchResultPage(ImmutableArray<BatchJobView> Items, string? NextCursor);

/// <summary>A job of a batch.</summary>
/// <param name="Operation">The job's operation; null when there is none, or none yet.</param>
public sealed record BatchJobView(JobId Job, string Name, BatchJobState State, OperationId? Operation, string? Code, string? Text);

/// <summary>Where a job of a batch stands.</summary>
public enum BatchJobState
{
    /// <summary>Its turn has not come.</summary>
    Pending,

    /// <summary>It was asked, or is about to be, and is not over.</summary>
    Running,

    /// <summary>It did what was asked.</summary>
    Succeeded,

    /// <summary>It accepted, and did not do it.</summary>
    Failed,

    /// <summary>It did not accept; nothing was changed.</summary>
    Refused,
}
