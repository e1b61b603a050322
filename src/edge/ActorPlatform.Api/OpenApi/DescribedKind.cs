using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace ActorPlatform.Api.OpenApi;

/// <summary>What a parameter may be.</summary>
internal sealed record DescribedKind(JsonSchemaType Type)
{
    public static readonly DescribedKind Text = new(JsonSchemaType.String);

    public static readonly DescribedKind Flag = new(JsonSchemaType.Boolean);

    public static readonly DescribedKind Duration = new(JsonSchemaType.String) { Format = "duration" };

    public static readonly DescribedKind Time = new(JsonSchemaType.String) { Format = "date-time" };

    /// <summary>May be given several times.</summary>
    public static readonly DescribedKind Texts = new(JsonSchemaType.String) { Many = true };

    public string? Format { get; init; }

    public string? Least { get; init; }

    public string? Most { get; init; }

    public JsonNode? Default { get; init; }

    public ImmutableArray<string> Names { get; init; } = [];

    public bool Many { get; init; }

    /// <summary>A whole number within bounds.</summary>
    public static DescribedKind Number(int least, int most, int otherwise) => new(JsonSchemaType.Integer) { Format = "int32", Least = $"{least}", Most = $"{most}", Default = otherwise };

    /// <summary>One of these; the first is the default.</summary>
    public static DescribedKind OneOf(params ImmutableArray<string> names) => new(JsonSchemaType.String) { Names = names, Default = names[0] };

    /// <summary>Any of these, repeated or separated by commas.</summary>
    public static DescribedKind SomeOf(params ImmutableArray<string> names) => new(JsonSchemaType.String) { Names = names, Many = true };

    /// <summary>Any of an enum's names, repeated or separated by commas.</summary>
    public static DescribedKind AnyOf<T>()
        where T : struct, Enum => new(JsonSchemaType.String) { Names = EnumSchemas.NamesOf<T>().Remove("NONE"), Many = true };

    public OpenApiSchema ToSchema()
    {
        var one = new OpenApiSchema { Type = Type, Format = Format, Minimum = Least, Maximum = Most, Default = Default?.DeepClone(), Enum = Names.IsEmpty ? null : [.. Names.Select(n => (JsonNode)n)] };
        return Many ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = one } : one;
    }

    /// <summary>An example as the schema has it.</summary>
    public JsonNode ToExample(string text) => Type switch
    {
        JsonSchemaType.Integer => int.Parse(text),
        JsonSchemaType.Boolean => bool.Parse(text),
        _ when Many => new JsonArray([.. text.Split(',').Select(t => (JsonNode)t)]),
        _ => text,
    };
}
