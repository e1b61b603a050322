using System.Runtime.InteropServices;
using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Akka.Actor;
using Akka.Event;

namespace ActorPlatform.Actors.Serialization;

/// <summary>Writes a member that only the entity's kind knows, as its serializer writes it, under its manifest: <c>{"serializer":7101,"manifest":"job-start","message":{}}</c>.</summary>
/// <remarks>Read through the same serializer, with its upcasters. What cannot be read is <see cref="Undelivered"/>, not an exception: the envelope around it says who waits.</remarks>
internal sealed class PayloadConverter<T>(ExtendedActorSystem system) : JsonConverter<T>
    where T : class
{
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        if (value is Undelivered undelivered)
        {
            writer.WriteString("undelivered"u8, undelivered.Why);
        }
        else
        {
            var serializer = SerializerOf(value);
            writer.WriteNumber("serializer"u8, serializer.Identifier);
            writer.WriteString("manifest"u8, serializer.Manifest(value));
            writer.WritePropertyName("message"u8);
            writer.WriteRawValue(serializer.ToBinary(value), skipInputValidation: true);
        }

        writer.WriteEndObject();
    }

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var payload = document.RootElement;
        if (payload.TryGetProperty("undelivered"u8, out var why)) return Nothing(why.GetString() ?? "");
        var manifest = payload.GetProperty("manifest"u8).GetString()!;
        try
        {
            var bytes = JsonMarshal.GetRawUtf8Value(payload.GetProperty("message"u8)).ToArray();
            return (T)system.Serialization.Deserialize(bytes, payload.GetProperty("serializer"u8).GetInt32(), manifest);
        }
        catch (Exception exception) when (exception is JsonException or SerializationException or NotSupportedException or InvalidCastException)
        {
            system.Log.Warning("A message under the manifest {0}, sent by another node, cannot be read here; its sender is told: {1}", manifest, exception.Message);
            return Nothing($"A node cannot read {manifest}, which another one sent: {exception.Message}");
        }
    }

    private static T Nothing(string why) => (T)(object)new Undelivered(why);

    // Akka.NET would write a type that nobody registered by reflection.
    private CommitSerializer SerializerOf(T value) => system.Serialization.FindSerializerFor(value) as CommitSerializer
        ?? throw new UnknownManifestException($"{value.GetType()} has no manifest, so it cannot be sent to another node; register it beside its neighbours.");
}
