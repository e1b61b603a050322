using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Retry;

namespace ActorPlatform.Api.Wire;

/// <summary>A job as it is answered.</summary>
internal sealed record JobBody
{
    /// <summary>The id that paths take.</summary>
    public required string Id { get; init; }

    /// <summary>Need not be unique.</summary>
    public string? Name { get; init; }

    /// <summary>Whose it is.</summary>
    public string? Tenant { get; init; }

    /// <summary>The creating system's own key.</summary>
    public string? ExternalId { get; init; }

    /// <summary>For filters.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>The version in force at the next start; the ETag.</summary>
    public int? SpecVersion { get; init; }

    /// <summary>With the value in force for every field; left out by <c>fields=summary</c>.</summary>
    public SpecBody? Spec { get; init; }

    /// <summary>A fact with proof.</summary>
    public string? Status { get; init; }

    /// <summary>How far a transient status is.</summary>
    public string? Phase { get; init; }

    /// <summary>How well its world is seen; never changes the status.</summary>
    public string? Visibility { get; init; }

    /// <summary>When it was last seen well; left out while SEEN.</summary>
    public DateTimeOffset? VisibilitySince { get; init; }

    /// <summary>Who did not answer, with which error.</summary>
    public string? VisibilityReason { get; init; }

    /// <summary>How well it does.</summary>
    public string? Health { get; init; }

    /// <summary>Why it is not GREEN.</summary>
    public IReadOnlyList<string>? HealthReasons { get; init; }

    /// <summary>Where it runs, or would start.</summary>
    public string? Cluster { get; init; }

    /// <summary>The newest run.</summary>
    public CurrentRunBody? Run { get; init; }

    /// <summary>What it is at work on.</summary>
    public CurrentOperationBody? Operation { get; init; }

    /// <summary>What the engine will do by itself, and when.</summary>
    public NextActionBody? NextAction { get; init; }

    /// <summary>Why it failed.</summary>
    public FailureBody? Failure { get; init; }

    /// <summary>Why the job could not be loaded; left out when it was.</summary>
    public string? Quarantined { get; init; }

    /// <summary>When it was defined.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    public static JobBody Of(JobSight job) => Of(job.State, job.Sight, job.Quarantined, withSpec: true);

    public static JobBody Of(JobRow row, bool withSpec) => Of(row.Job.State, row.Sight, row.Quarantined, withSpec);

    private static JobBody Of(JobState state, Sight sight, string? quarantined, bool withSpec) => new()
    {
        Id = state.Id.Value,
        Name = state.Spec?.Name,
        Tenant = state.Spec?.Tenant,
        ExternalId = state.Spec?.ExternalId,
        Labels = state.Spec?.Labels,
        SpecVersion = state.SpecVersion,
        Spec = withSpec && state.Spec is { } spec ? SpecBody.Of(spec) : null,
        Status = EnumNames.Of(state.Status),
        Phase = state.Phase == JobPhase.None ? null : EnumNames.Of(state.Phase),
        Visibility = EnumNames.Of(sight.Visibility),
        VisibilitySince = sight.Visibility == Jobs.Visibility.Seen ? null : sight.Since,
        VisibilityReason = sight.Visibility == Jobs.Visibility.Seen ? null : sight.Why,
        Health = EnumNames.Of(state.Health),
        HealthReasons = state.Health == Jobs.Health.Green ? null : state.HealthReasons,
        Cluster = state.Run is { End: null } run ? run.Cluster : state.Spec?.Target.Cluster,
        Run = state.Run is { } last ? CurrentRunBody.Of(last) : null,
        Operation = state.Current is { } current ? CurrentOperationBody.Of(current) : null,
        NextAction = Jobs.NextAction.Of(state) is { } next ? new NextActionBody(next.Action, next.At) : null,
        Failure = state.Failure is { } failure ? FailureBody.Of(failure) : null,
        Quarantined = quarantined,
        CreatedAt = state.CreatedAt,
        UpdatedAt = state.UpdatedAt,
    };
}

/// <summary>What the engine will do by itself, and when.</summary>
internal sealed record NextActionBody(string Action, DateTimeOffset? At);

/// <summary>A failure.</summary>
internal sealed record FailureBody(string Class, string Summary, string? RootCause, string? Evidence, DateTimeOffset At)
{
    public static FailureBody Of(Failure failure) => new(EnumNames.Of(failure.Class), failure.Summary, failure.RootCause, failure.Evidence, failure.At);
}
