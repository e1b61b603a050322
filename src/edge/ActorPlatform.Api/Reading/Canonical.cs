using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ActorPlatform.Api.Reading;

/// <summary>What a command says, as a hash: the order of fields and white space do not count.</summary>
internal static class Canonical
{
    public static string Fingerprint(string method, string path, JsonElement body)
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.Write(Encoding.UTF8.GetBytes($"{method}\n{path}\n"));
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, body);
        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
