using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;

namespace ActorPlatform.Client.Http;

/// <summary>Durations as ISO 8601: <c>PT30S</c>.</summary>
internal sealed class IsoDurationConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return XmlConvert.ToTimeSpan(reader.GetString()!);
        }
        catch (FormatException failure)
        {
            throw new JsonException($"'{reader.GetString()}' is no duration of ISO 8601.", failure);
        }
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteStringValue(XmlConvert.ToString(value));
}
