using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorPlatform.Jobs;

/// <summary>An id that travels as plain text.</summary>
public interface IStringId<TSelf>
    where TSelf : struct, IStringId<TSelf>
{
    /// <summary>The id's text.</summary>
    string Value { get; }

    /// <summary>Wraps a text.</summary>
    static abstract TSelf Of(string value);
}

/// <summary>A job: <c>job-…</c>, of <c>[a-z0-9-]</c>.</summary>
[JsonConverter(typeof(StringIdConverter<JobId>))]
public readonly record struct JobId(string Value) : IStringId<JobId>
{
    /// <inheritdoc />
    public static JobId Of(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>An operation: <c>op-…</c>; carries its job's id.</summary>
[JsonConverter(typeof(StringIdConverter<OperationId>))]
public readonly record struct OperationId(string Value) : IStringId<OperationId>
{
    /// <inheritdoc />
    public static OperationId Of(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>A restore point: keyed (job, run, id), unique within its job.</summary>
[JsonConverter(typeof(StringIdConverter<RestorePointId>))]
public readonly record struct RestorePointId(string Value) : IStringId<RestorePointId>
{
    /// <inheritdoc />
    public static RestorePointId Of(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>An application as its cluster names it: <c>application_…</c>.</summary>
[JsonConverter(typeof(StringIdConverter<ApplicationId>))]
public readonly record struct ApplicationId(string Value) : IStringId<ApplicationId>
{
    /// <inheritdoc />
    public static ApplicationId Of(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>A Flink job id: 32 hexadecimal digits.</summary>
[JsonConverter(typeof(StringIdConverter<FlinkJobId>))]
public readonly record struct FlinkJobId(string Value) : IStringId<FlinkJobId>
{
    /// <inheritdoc />
    public static FlinkJobId Of(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>Writes an id as a JSON string.</summary>
public sealed class StringIdConverter<T> : JsonConverter<T>
    where T : struct, IStringId<T>
{
    /// <inheritdoc />
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => T.Of(reader.GetString()!);

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
