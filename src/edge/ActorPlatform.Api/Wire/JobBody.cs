using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Retry;

namespace ActorPlatform.Api.Wire;

/// <summary>A job as it is answered.</summary>
internal sealed record JobBody
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public string? Tenant { get; init; }

    public string? ExternalId { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public int? SpecVersion { get; init; }

    public SpecBody? Spec { get; init; }

    public string? Status { get; init; }

    public string? Phase { get; init; }

    public string? Visibility { get; init; }

    public DateTimeOffset? VisibilitySince { get; init; }

    public string? VisibilityReason { get; init; }

    public string? Health { get; init; }

    public IReadOnlyList<string>? HealthReasons { get; init; }

    public string? Cluster { get; init; }

    public CurrentRunBody? Run { get; init; }

    public CurrentOperationBody? Operation { get; init; }

    public NextActionBody? NextAction { get; init; }

    public FailureBody? Failure { get; init; }

    /// <summary>Why the job could not be loaded; left out when it was.</summary>
    public string? Quarantined { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

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
