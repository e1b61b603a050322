using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Client.Model;

/// <summary>A job.</summary>
public sealed record Job : Answered
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>The name; need not be unique.</summary>
    public string? Name { get; init; }

    /// <summary>The tenant.</summary>
    public string? Tenant { get; init; }

    /// <summary>The creating system's own key.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>The present spec's version, from 1.</summary>
    public int? SpecVersion { get; init; }

    /// <summary>The present spec; left out of lists unless asked for.</summary>
    public JobSpec? Spec { get; init; }

    /// <summary>DEFINED, STARTING, RUNNING, SUSPENDING, SUSPENDED, KILLING, KILLED, RESTARTING, FAILED, FINISHED, RETIRED.</summary>
    public string? Status { get; init; }

    /// <summary>Where within the status; null at rest.</summary>
    public string? Phase { get; init; }

    /// <summary>SEEN, STALE or UNREACHABLE: how well its world is seen.</summary>
    public string? Visibility { get; init; }

    /// <summary>Since when it is not SEEN, UTC.</summary>
    public DateTimeOffset? VisibilitySince { get; init; }

    /// <summary>Who does not answer.</summary>
    public string? VisibilityReason { get; init; }

    /// <summary>GREEN, YELLOW or RED.</summary>
    public string? Health { get; init; }

    /// <summary>Why it is not GREEN.</summary>
    public IReadOnlyList<string>? HealthReasons { get; init; }

    /// <summary>Where it runs, or would.</summary>
    public string? Cluster { get; init; }

    /// <summary>The newest run, in short.</summary>
    public CurrentRun? Run { get; init; }

    /// <summary>The operation in work.</summary>
    public CurrentOperation? Operation { get; init; }

    /// <summary>What the engine will do by itself.</summary>
    public NextAction? NextAction { get; init; }

    /// <summary>Why the last run failed.</summary>
    public Failure? Failure { get; init; }

    /// <summary>Why the job could not be loaded.</summary>
    public string? Quarantined { get; init; }

    /// <summary>When it was defined, UTC.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it last changed, UTC.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
}

/// <summary>A job's newest run, in short.</summary>
public sealed record CurrentRun : Answered
{
    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>As its cluster names it.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>As Flink names it.</summary>
    public string? FlinkJobId { get; init; }

    /// <summary>Flink's web page.</summary>
    public string? WebUrl { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>UTC; null while it may be alive.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it ended.</summary>
    public string? Outcome { get; init; }
}

/// <summary>The operation that a job is at work on.</summary>
public sealed record CurrentOperation : Answered
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>What was asked.</summary>
    public required string Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public required string State { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }
}

/// <summary>What the engine will do by itself.</summary>
/// <param name="Action">One sentence.</param>
/// <param name="At">When, UTC; null: as soon as what it waits for has come.</param>
public sealed record NextAction(string Action, DateTimeOffset? At);

/// <summary>Why a run failed.</summary>
/// <param name="Class">SUBMISSION, RESOURCES, USER_CODE, INFRASTRUCTURE, RESTORE, UNKNOWN.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="RootCause">The innermost cause that was found.</param>
/// <param name="Evidence">Who said so.</param>
/// <param name="At">UTC.</param>
public sealed record Failure(string Class, string Summary, string? RootCause, string? Evidence, DateTimeOffset At);
