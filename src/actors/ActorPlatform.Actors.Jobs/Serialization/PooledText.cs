using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorPlatform.Actors.Jobs.Serialization;

/// <summary>Reads a text that was just read elsewhere as the same object: ten thousand jobs name the same queue, classes and options, which would be a kilobyte of copies in each.</summary>
/// <remarks>A text that takes another one's place only makes the next reading of that one a copy. Thread safe: a place is read and written at once.</remarks>
internal sealed class PooledText : JsonConverter<string>
{
    private const int Places = 1 << 13;

    // Shorter than the fingerprints of commands, which never come again.
    private const int LongestBytes = 48;
    private readonly string?[] _places = new string?[Places];

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader)!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);

    private string? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)
            || reader.HasValueSequence || reader.ValueIsEscaped || reader.ValueSpan.Length > LongestBytes)
            return reader.GetString();
        var hash = default(HashCode);
        hash.AddBytes(reader.ValueSpan);
        var place = (uint)hash.ToHashCode() % Places;
        if (_places[place] is { } pooled && Ascii.Equals(reader.ValueSpan, pooled)) return pooled;
        return _places[place] = reader.GetString();
    }
}
