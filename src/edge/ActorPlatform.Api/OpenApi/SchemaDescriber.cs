using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ActorPlatform.Api.OpenApi;

/// <summary>Makes schemas say what the wire does: nulls are left out, what cannot be null is always there, closed sets of names are enums.</summary>
internal static class SchemaDescriber
{
    /// <summary>The name of a type in the document: without our endings.</summary>
    public static string? NameOf(JsonTypeInfo type)
    {
        var standard = OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        if (standard is null || !type.Type.Namespace!.StartsWith("ActorPlatform", StringComparison.Ordinal))
            return standard;
        return type.Type.IsGenericType ? $"{Short(type.Type.GenericTypeArguments[0].Name)}List" : Short(type.Type.Name);
    }

    public static Task DescribeAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Kind != JsonTypeInfoKind.Object || schema.Properties is not { } properties)
            return Task.CompletedTask;
        schema.Required = new HashSet<string>();
        foreach (var property in context.JsonTypeInfo.Properties)
        {
            if (!properties.TryGetValue(property.Name, out var described))
                continue;
            if (!property.IsGetNullable)
                schema.Required.Add(property.Name);
            if (described is OpenApiSchema inner)
                Narrow(inner, context.JsonTypeInfo.Type, property);
        }

        return Task.CompletedTask;
    }

    /// <summary>No answer has a null, and a null that is sent counts as left out.</summary>
    public static Task RemoveNullsAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var schema in document.Components?.Schemas?.Values ?? [])
            foreach (var (name, property) in schema.Properties?.ToArray() ?? [])
                if (property.OneOf?.FirstOrDefault(o => o.Type != JsonSchemaType.Null) is { } meant)
                    schema.Properties![name] = meant;
        return Task.CompletedTask;
    }

    private static void Narrow(OpenApiSchema schema, Type owner, JsonPropertyInfo property)
    {
        if (schema.Type is { } type)
            schema.Type = type & ~JsonSchemaType.Null;
        if (EnumSchemas.Find(owner, property.Name) is { IsEmpty: false } names)
            schema.Enum = [.. names.Select(n => (JsonNode)n)];
    }

    public static string Short(string name) => name.EndsWith("Body", StringComparison.Ordinal) ? name[..^4] : name;
}
