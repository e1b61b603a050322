using System.Text.Json;
using System.Text.Json.Nodes;
using ActorPlatform.Api.Wire;

namespace ActorPlatform.Api.OpenApi;

/// <summary>An example of each answer: JSON files beside this class, named after the type.</summary>
internal static class Examples
{
    public const string JobId = "job-3f6c1a9e0b7d4c52a8e1d704";
    public const string OperationId = $"{JobId}-op-7";

    public static readonly string SpecText = ReadText(nameof(SpecInput))!;

    /// <summary>The example of a type; null when it has none. A list's is one of its items.</summary>
    public static JsonNode? Of(Type body)
    {
        if (body.IsGenericType && body.GetGenericTypeDefinition() == typeof(ListBody<>))
            return new JsonObject { ["items"] = new JsonArray(Of(body.GenericTypeArguments[0])) };
        if (body == typeof(string))
            return "# TYPE actorplatform_operations_total counter\nactorplatform_operations_total{kind=\"START\",outcome=\"SUCCEEDED\"} 7\n";
        if (body == typeof(JobListBody))
            return new JsonObject { ["items"] = new JsonArray(Of(typeof(JobBody))), ["nextCursor"] = "bzoxOTpvcmRlcnM", ["asOf"] = "7-42" };
        if (body == typeof(EventListBody))
            return new JsonObject { ["items"] = new JsonArray(Of(typeof(EventBody))), ["next"] = "8" };
        return ReadText(body.Name) is { } text ? JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowTrailingCommas = false }) : null;
    }

    private static string? ReadText(string name)
    {
        using var stream = typeof(Examples).Assembly.GetManifestResourceStream($"openapi/{name}.json");
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
