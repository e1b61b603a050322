using System.Text.Json;
using ActorPlatform.Client.Http;

namespace ActorPlatform.Client;

/// <summary>The JSON of version 1 of the API, as engines read and write it.</summary>
public static class ActorPlatformJson
{
    /// <summary>Writes it for people, or one line for a program.</summary>
    public static string Write<T>(T value, bool indented = true)
    {
        var line = JsonSerializer.SerializeToElement(value, ClientJson.Of<T>());
        return JsonSerializer.Serialize(line, indented ? ClientJson.Indented : ClientJson.Plain);
    }

    /// <summary>Reads what was written.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static T Read<T>(string text) => JsonSerializer.Deserialize(text, ClientJson.Of<T>()) ?? throw new JsonException("null is no value.");
}
