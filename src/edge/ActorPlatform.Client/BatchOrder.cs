using ActorPlatform.Jobs.Batches;

namespace ActorPlatform.Client;

/// <summary>What is wanted of many jobs: of those that are named, or of all that pass a filter.</summary>
public sealed record BatchOrder
{
    /// <summary>What each job is asked.</summary>
    public required BatchAction Action { get; init; }

    /// <summary>How each job is asked.</summary>
    public BatchArguments Arguments { get; init; } = new();

    /// <summary>The jobs by their ids, 1,000 at most; empty: the filter says.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>All jobs that pass it; its order and page do not matter. Without statuses, retired jobs are left out. Null: the ids say.</summary>
    public JobFilter? Filter { get; init; }

    /// <summary>How many jobs are meant; another number is a <see cref="ConflictException"/> <c>batch.count-changed</c>. Required with a filter, unless it is only tried.</summary>
    public int? ExpectCount { get; init; }

    /// <summary>Jobs in work at one time, 1 to 100.</summary>
    public int Parallelism { get; init; } = Jobs.Facade.BatchOrder.UsualParallelism;

    /// <summary>Journaled with the batch and with each job's operation.</summary>
    public string? Reason { get; init; }
}

/// <summary>Which jobs of a batch to list.</summary>
public sealed record BatchResultFilter
{
    /// <summary>Any of these: PENDING, RUNNING, SUCCEEDED, FAILED, REFUSED.</summary>
    public IReadOnlyList<string> States { get; init; } = [];

    /// <summary>1 to 500.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Where the page before ended.</summary>
    public string? Cursor { get; init; }
}
