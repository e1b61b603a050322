using ActorPlatform.Api.Wire;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ActorPlatform.Api.OpenApi;

/// <summary>Adds to an operation what its handler's signature does not say: parameters of the query, headers, examples, what a status means.</summary>
internal static class OperationDescriber
{
    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var route = Descriptions.RouteOf(context.Description.HttpMethod, context.Description.RelativePath);
        if (!Descriptions.All.TryGetValue(route, out var described))
            return Task.CompletedTask;
        AddParameters(operation, described);
        if (described.Body is { } body && operation.RequestBody is OpenApiRequestBody request)
        {
            request.Description = body.Required ? "What is wanted." : "What is wanted; may be left out.";
            request.Content!["application/json"].Example = body.Example.DeepClone();
        }

        if (!described.FileTypes.IsEmpty)
            operation.RequestBody = FileOf(described);
        foreach (var (status, response) in operation.Responses ?? [])
            Describe(int.Parse(status), (OpenApiResponse)response, described, context.Document);
        return Task.CompletedTask;
    }

    private static void AddParameters(OpenApiOperation operation, Described described)
    {
        operation.Parameters ??= [];
        foreach (var inPath in operation.Parameters.OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Path))
            (inPath.Description, inPath.Example) = DescribedHeaders.InPath(described, inPath.Name!);
        foreach (var parameter in described.Parameters)
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = parameter.InHeader ? ParameterLocation.Header : ParameterLocation.Query,
                Required = parameter.Required,
                Description = parameter.Description,
                Schema = parameter.Kind.ToSchema(),
                Example = parameter.Example is { } example ? parameter.Kind.ToExample(example) : null,
            });
    }

    private static OpenApiRequestBody FileOf(Described described) => new()
    {
        Required = true,
        Description = "The file itself.",
        Content = described.FileTypes.ToDictionary(type => type, _ => new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } }),
    };

    private static void Describe(int status, OpenApiResponse response, Described described, OpenApiDocument? document)
    {
        var answer = described.Answers.FirstOrDefault(a => a.Status == status);
        response.Description = answer?.Description ?? Refusals.Describe(status);
        foreach (var header in answer?.Headers ?? Refusals.HeadersOf(status))
            (response.Headers ??= new Dictionary<string, IOpenApiHeader>())[header] = DescribedHeaders.Of(header);
        foreach (var content in response.Content?.Values ?? [])
            if ((answer is null ? Refusals.ExampleOf(status, described) : Examples.Of(answer.Body!)) is { } example)
                content.Example = example;
        foreach (var content in answer is { OrTrial: true } ? response.Content?.Values ?? [] : [])
            content.Schema = new OpenApiSchema { OneOf = [content.Schema!, new OpenApiSchemaReference(SchemaDescriber.Short(nameof(TrialBody)), document)] };
    }
}
