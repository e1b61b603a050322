using System.Text.Json.Serialization;

namespace ActorPlatform.Jobs.Batches;

/// <summary>A batch: <c>batch-…</c>, of <c>[a-z0-9-]</c>.</summary>
[JsonConverter(typeof(StringIdConverter<BatchId>))]
public readonly record struct BatchId(string Value) : IStringId<BatchId>
{
    /// <summary>What every batch's id begins with, and no job's.</summary>
    public const string Prefix = "batch-";

    /// <summary>Whether an id is a batch's.</summary>
    public static bool Is(string id) => id.StartsWith(Prefix, StringComparison.Ordinal);

    /// <inheritdoc />
    public static BatchId Of(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
