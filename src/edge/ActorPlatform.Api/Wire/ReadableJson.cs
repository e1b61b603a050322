using System.Text.Encodings.Web;
using System.Text.Json;

namespace ActorPlatform.Api.Wire;

/// <summary>The answers' JSON with quotes and letters as they are: it is read in terminals, and never stands inside HTML.</summary>
internal static class ReadableJson
{
    public static readonly WireJson Default = new(new JsonSerializerOptions(WireJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
