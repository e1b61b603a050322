using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace ActorPlatform.Api.OpenApi;

/// <summary>Headers of answers, and what stands in paths.</summary>
internal static class DescribedHeaders
{
    public static OpenApiHeader Of(string name) => name switch
    {
        "ETag" => Make("The version of the spec, quoted: for If-Match.", "\"3\""),
        "Location" => Make("Where to look for it.", "/api/v1/operations/op-1"),
        "Retry-After" => new OpenApiHeader { Description = "Seconds after which repeating makes sense.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" }, Example = 5 },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "A header that nobody described."),
    };

    /// <summary>Description and example of a path's parameter.</summary>
    public static (string Description, JsonNode Example) InPath(Described described, string name) => name switch
    {
        "id" when described.Route.Contains("/operations/", StringComparison.Ordinal) => ("The operation's id.", Examples.OperationId),
        "id" => ("The job's id.", Examples.JobId),
        "run" => ("The run's number.", "4"),
        "from" => ("The version to compare.", "2"),
        "to" => ("The version to compare it with.", "3"),
        "name" => ("The name in the configuration.", "a"),
        _ => ($"The {name}.", "1"),
    };

    private static OpenApiHeader Make(string description, string example) => new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = example };
}
