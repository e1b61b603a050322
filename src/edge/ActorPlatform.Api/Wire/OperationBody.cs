using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Operations;

namespace ActorPlatform.Api.Wire;

/// <summary>An operation as it is answered.</summary>
/// <param name="Progress">The newest line of the log.</param>
internal sealed record OperationBody(
    string Id, string JobId, string Kind, string? State, string? Progress, IReadOnlyList<OperationLineBody>? Log, string? Error, string? By, DateTimeOffset? AcceptedAt, DateTimeOffset? EndedAt)
{
    public static OperationBody Of(OperationSight sight) => Of(sight.Job, sight.Operation);

    private static OperationBody Of(JobId job, Operation operation) => new(
        operation.Id.Value,
        job.Value,
        EnumNames.Of(operation.Kind),
        EnumNames.Of(operation.State),
        operation.Log.IsEmpty ? null : operation.Log[^1].Text,
        [.. operation.Log.Select(l => new OperationLineBody(l.At, l.Text))],
        operation.Error,
        operation.By,
        operation.AcceptedAt,
        operation.EndedAt);
}

/// <summary>A line of an operation's log.</summary>
internal sealed record OperationLineBody(DateTimeOffset At, string Text);

/// <summary>The operation that a job is at work on.</summary>
internal sealed record CurrentOperationBody(string Id, string Kind, string State, DateTimeOffset AcceptedAt)
{
    public static CurrentOperationBody Of(Operation operation) => new(operation.Id.Value, EnumNames.Of(operation.Kind), EnumNames.Of(operation.State), operation.AcceptedAt);
}
