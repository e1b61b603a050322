using ActorPlatform.Client.Model;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Client.InProcess;

/// <summary>What the engine knows of a job, as this client shows it.</summary>
internal static class Sights
{
    public static Job Of(JobSight sight) => Of(sight.State, sight.Sight, sight.Quarantined, withSpec: true);

    public static Job Of(JobRow row, bool withSpec) => Of(row.Job.State, row.Sight, row.Quarantined, withSpec);

    public static Operation Of(OperationSight sight) => new()
    {
        Id = sight.Operation.Id.Value,
        JobId = sight.Job?.Value,
        Kind = EnumNames.Of(sight.Operation.Kind),
        State = EnumNames.Of(sight.Operation.State),
        Progress = sight.Operation.Batch?.ToString() ?? (sight.Operation.Log.IsEmpty ? null : sight.Operation.Log[^1].Text),
        Log = [.. sight.Operation.Log.Select(line => new OperationLine(line.At, line.Text))],
        Error = sight.Operation.Error,
        By = sight.Operation.By,
        AcceptedAt = sight.Operation.AcceptedAt,
        EndedAt = sight.Operation.EndedAt,
        Batch = sight.Operation.Batch is { } batch ? Batches.Of(batch, sight.Operation.Arguments.Reason) : null,
    };

    public static Cluster Of(ClusterSight sight) => new()
    {
        Name = sight.Name,
        Kind = sight.Kind.ToUpperInvariant(),
        Visibility = EnumNames.Of(sight.Sight.Visibility),
        VisibilitySince = sight.Sight.Since,
        VisibilityReason = sight.Sight.Why,
        Capacity = sight.Capacity,
        CapacityReadAt = sight.CapacityReadAt,
        Running = sight.RunsSeen,
        PollsPerSecond = sight.Traffic.PollsPerSecond,
        Breakers = sight.Traffic.Breakers,
    };

    private static Job Of(JobState state, Sight sight, string? quarantined, bool withSpec)
    {
        var seen = sight.Visibility == Visibility.Seen;
        return new Job
        {
            Id = state.Id.Value,
            Name = state.Spec?.Name,
            Tenant = state.Spec?.Tenant,
            ExternalId = state.Spec?.ExternalId,
            Labels = state.Spec?.Labels,
            SpecVersion = state.SpecVersion,
            Spec = withSpec ? state.Spec : null,
            Status = EnumNames.Of(state.Status),
            Phase = state.Phase == JobPhase.None ? null : EnumNames.Of(state.Phase),
            Visibility = EnumNames.Of(sight.Visibility),
            VisibilitySince = seen ? null : sight.Since,
            VisibilityReason = seen ? null : sight.Why,
            Health = EnumNames.Of(state.Health),
            HealthReasons = state.Health == Health.Green ? null : state.HealthReasons,
            Cluster = state.Run is { End: null } run ? run.Cluster : state.Spec?.Target.Cluster,
            Run = state.Run is { } last ? Short(last) : null,
            Operation = state.Current is { } current ? Short(current) : null,
            NextAction = Jobs.NextAction.Of(state) is { } next ? new Model.NextAction(next.Action, next.At) : null,
            Failure = state.Failure is { } failure ? new Failure(EnumNames.Of(failure.Class), failure.Summary, failure.RootCause, failure.Evidence, failure.At) : null,
            Quarantined = quarantined,
            CreatedAt = state.CreatedAt,
            UpdatedAt = state.UpdatedAt,
        };
    }

    private static CurrentOperation Short(Jobs.Operations.Operation operation) =>
        new() { Id = operation.Id.Value, Kind = EnumNames.Of(operation.Kind), State = EnumNames.Of(operation.State), AcceptedAt = operation.AcceptedAt };

    private static CurrentRun Short(Jobs.Runs.Run run) => new()
    {
        Number = run.Number,
        ApplicationId = run.Application?.Value,
        FlinkJobId = run.FlinkJob.Value,
        WebUrl = run.WebUrl,
        StartedAt = run.AcceptedAt ?? run.RunningAt,
        EndedAt = run.End?.At,
        Outcome = run.End is { } end ? EnumNames.Of(end.Outcome) : null,
    };
}
