using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ActorPlatform.Client.Http;

/// <summary>The JSON of version 1 of the API.</summary>
internal static class ClientJson
{
    /// <summary>For JSON that is there already.</summary>
    public static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The same, for people.</summary>
    public static readonly JsonSerializerOptions Indented = new(Plain) { WriteIndented = true };

    // By reflection: what a generator makes takes null for each field of a spec that was left out, instead of its default.
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new IsoDurationConverter(), new UtcConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),

        // Read in terminals, never inside HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static JsonTypeInfo<T> Of<T>() => (JsonTypeInfo<T>)s_options.GetTypeInfo(typeof(T));
}

/// <summary>An error as it is answered.</summary>
internal sealed record ProblemBody(string? Code, string? Title, string? Detail, IReadOnlyDictionary<string, string[]>? Errors);
