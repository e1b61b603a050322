using System.Text.Json;
using System.Text.Json.Nodes;
using ActorPlatform.Hocon.Values;

namespace ActorPlatform.Hocon.Conversion;

/// <summary>Resolved values as JSON: types are kept, numbers as they were written.</summary>
public static class HoconJson
{
    // Non-ASCII text stays readable; the result is a document, never a part of a web page.
    private static readonly JsonWriterOptions _written = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 10_000,
    };

    /// <summary>The value as text without needless white space.</summary>
    public static string ToJsonText(this HoconValue value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, _written))
            Write(writer, value);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The value as nodes; null for <c>null</c>, as System.Text.Json has it.</summary>
    public static JsonNode? ToJsonNode(this HoconValue value) =>
        JsonNode.Parse(value.ToJsonText(), documentOptions: new JsonDocumentOptions { MaxDepth = _written.MaxDepth });

    private static void Write(Utf8JsonWriter writer, HoconValue value)
    {
        switch (value)
        {
            case HoconObject fields:
                writer.WriteStartObject();
                foreach (var (key, field) in fields.Fields)
                {
                    writer.WritePropertyName(key);
                    Write(writer, field);
                }

                writer.WriteEndObject();
                break;
            case HoconList list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case HoconScalar scalar:
                Write(writer, scalar);
                break;
        }
    }

    private static void Write(Utf8JsonWriter writer, HoconScalar scalar)
    {
        if (scalar.Kind == HoconScalarKind.Text)
            writer.WriteStringValue(scalar.Text);
        else
            writer.WriteRawValue(scalar.Text);
    }
}
