using System.Text.Json.Serialization;

namespace ActorPlatform.Hdfs;

internal sealed record FileStatusAnswer(FileStatusJson? FileStatus);

internal sealed record ListStatusAnswer(FileStatusesJson? FileStatuses);

internal sealed record FileStatusesJson(IReadOnlyList<FileStatusJson>? FileStatus);

internal sealed record FileStatusJson(
    [property: JsonPropertyName("pathSuffix")] string? PathSuffix,
    [property: JsonPropertyName("type")] string? Type,
    [property: JsonPropertyName("length")] long Length,
    [property: JsonPropertyName("modificationTime")] long ModificationTime,
    [property: JsonPropertyName("permission")] string? Permission);

internal sealed record BooleanAnswer([property: JsonPropertyName("boolean")] bool? Value);

internal sealed record LocationAnswer(string? Location);

internal sealed record RemoteExceptionAnswer(RemoteExceptionJson? RemoteException);

internal sealed record RemoteExceptionJson(
    [property: JsonPropertyName("exception")] string? Exception,
    [property: JsonPropertyName("message")] string? Message)
{
    /// <summary>The first line: HDFS appends its stack.</summary>
    public string FirstLine => (Message ?? Exception ?? "no reason given").Split('\n', 2)[0];
}

[JsonSerializable(typeof(FileStatusAnswer))]
[JsonSerializable(typeof(ListStatusAnswer))]
[JsonSerializable(typeof(BooleanAnswer))]
[JsonSerializable(typeof(LocationAnswer))]
[JsonSerializable(typeof(RemoteExceptionAnswer))]
internal sealed partial class WebHdfsJson : JsonSerializerContext;
