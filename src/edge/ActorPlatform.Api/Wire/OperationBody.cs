using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Operations;

namespace ActorPlatform.Api.Wire;

/// <summary>An operation as it is answered.</summary>
/// <param name="JobId">Left out of a batch's.</param>
/// <param name="Progress">The newest line of the log; of a batch: how many of its jobs are done.</param>
/// <param name="Batch">Of a batch only.</param>
internal sealed record OperationBody(
    string Id, string? JobId, string Kind, string? State = null, string? Progress = null, IReadOnlyList<OperationLineBody>? Log = null, string? Error = null, string? By = null, DateTimeOffset? AcceptedAt = null,
    DateTimeOffset? EndedAt = null, BatchBody? Batch = null)
{
    public static OperationBody Of(OperationSight sight) => Of(sight.Job, sight.Operation);

    private static OperationBody Of(JobId? job, Operation operation) => new(
        operation.Id.Value,
        job?.Value,
        EnumNames.Of(operation.Kind),
        EnumNames.Of(operation.State),
        operation.Batch?.ToString() ?? (operation.Log.IsEmpty ? null : operation.Log[^1].Text),
        [.. operation.Log.Select(l => new OperationLineBody(l.At, l.Text))],
        operation.Error,
        operation.By,
        operation.AcceptedAt,
        operation.EndedAt,
        operation.Batch is { } batch ? BatchBody.Of(batch, operation.Arguments.Reason) : null);
}

/// <summary>A line of an operation's log.</summary>
internal sealed record OperationLineBody(DateTimeOffset At, string Text);

/// <summary>The operation that a job is at work on.</summary>
internal sealed record CurrentOperationBody(string Id, string Kind, string State, DateTimeOffset AcceptedAt)
{
    public static CurrentOperationBody Of(Operation operation) => new(operation.Id.Value, EnumNames.Of(operation.Kind), EnumNames.Of(operation.State), operation.AcceptedAt);
}
