using System.Text.Json.Serialization;

namespace ActorPlatform.Flink;

internal sealed record JobsOverviewJson([property: JsonPropertyName("jobs")] IReadOnlyList<JobOverviewJson>? Jobs);

internal sealed record JobOverviewJson(
    [property: JsonPropertyName("jid")] string? Id,
    [property: JsonPropertyName("state")] string? State,
    [property: JsonPropertyName("tasks")] TaskCountsJson? Tasks,
    [property: JsonPropertyName("last-modification")] long LastModification);

internal sealed record TaskCountsJson(
    [property: JsonPropertyName("total")] int Total,
    [property: JsonPropertyName("running")] int Running,
    [property: JsonPropertyName("finished")] int Finished);

internal sealed record JobStatusJson([property: JsonPropertyName("status")] string? Status);

internal sealed record CheckpointsJson(
    [property: JsonPropertyName("latest")] LatestCheckpointsJson? Latest,
    [property: JsonPropertyName("history")] IReadOnlyList<CheckpointJson>? History);

internal sealed record LatestCheckpointsJson(
    [property: JsonPropertyName("completed")] CheckpointJson? Completed,
    [property: JsonPropertyName("savepoint")] CheckpointJson? Savepoint,
    [property: JsonPropertyName("failed")] CheckpointJson? Failed);

internal sealed record CheckpointJson(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("status")] string? Status,
    [property: JsonPropertyName("is_savepoint")] bool IsSavepoint,
    [property: JsonPropertyName("savepointFormat")] string? SavepointFormat,
    [property: JsonPropertyName("checkpoint_type")] string? Type,
    [property: JsonPropertyName("latest_ack_timestamp")] long LatestAck,
    [property: JsonPropertyName("state_size")] long? StateSize,
    [property: JsonPropertyName("external_path")] string? Path,
    [property: JsonPropertyName("discarded")] bool Discarded);

internal sealed record ExceptionsJson([property: JsonPropertyName("exceptionHistory")] ExceptionHistoryJson? History);

internal sealed record ExceptionHistoryJson([property: JsonPropertyName("entries")] IReadOnlyList<ExceptionJson>? Entries);

internal sealed record ExceptionJson(
    [property: JsonPropertyName("exceptionName")] string? Name,
    [property: JsonPropertyName("stacktrace")] string? StackTrace,
    [property: JsonPropertyName("timestamp")] long Timestamp,
    [property: JsonPropertyName("taskName")] string? Task);

internal sealed record ConfigEntryJson([property: JsonPropertyName("key")] string? Key, [property: JsonPropertyName("value")] string? Value);

internal sealed record ErrorsJson([property: JsonPropertyName("errors")] IReadOnlyList<string>? Errors);

internal sealed record SavepointPollJson(
    [property: JsonPropertyName("status")] QueueStatusJson? Status,
    [property: JsonPropertyName("operation")] SavepointOperationJson? Operation);

internal sealed record QueueStatusJson([property: JsonPropertyName("id")] string? Id);

internal sealed record SavepointOperationJson(
    [property: JsonPropertyName("location")] string? Location,
    [property: JsonPropertyName("failure-cause")] FailureCauseJson? Failure);

internal sealed record FailureCauseJson(
    [property: JsonPropertyName("class")] string? Class,
    [property: JsonPropertyName("stack-trace")] string? StackTrace);

internal sealed record StopBody(
    [property: JsonPropertyName("targetDirectory")] string TargetDirectory,
    [property: JsonPropertyName("drain")] bool Drain,
    [property: JsonPropertyName("formatType")] string Format,
    [property: JsonPropertyName("triggerId")] string TriggerId);

internal sealed record SavepointBody(
    [property: JsonPropertyName("target-directory")] string TargetDirectory,
    [property: JsonPropertyName("cancel-job")] bool Cancel,
    [property: JsonPropertyName("formatType")] string Format,
    [property: JsonPropertyName("triggerId")] string TriggerId);

[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(JobsOverviewJson))]
[JsonSerializable(typeof(JobStatusJson))]
[JsonSerializable(typeof(CheckpointsJson))]
[JsonSerializable(typeof(ExceptionsJson))]
[JsonSerializable(typeof(IReadOnlyList<ConfigEntryJson>))]
[JsonSerializable(typeof(ErrorsJson))]
[JsonSerializable(typeof(SavepointPollJson))]
[JsonSerializable(typeof(StopBody))]
[JsonSerializable(typeof(SavepointBody))]
internal sealed partial class FlinkJson : JsonSerializerContext;
