using System.Text.Json.Serialization;
using ActorPlatform.Api.Wire;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.OpenApi;

namespace ActorPlatform.Api.OpenApi;

/// <summary>Puts the document together.</summary>
internal static class OpenApiServices
{
    public static void AddDocument(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ReadableJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(1, InputJson.Default);
        });
        services.AddOpenApi(OpenApiText.Version, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.CreateSchemaReferenceId = SchemaDescriber.NameOf;
            options.AddSchemaTransformer(SchemaDescriber.DescribeAsync);
            options.AddOperationTransformer(OperationDescriber.DescribeAsync);
            options.AddDocumentTransformer(DescribeAsync);
            options.AddDocumentTransformer(SchemaDescriber.RemoveNullsAsync);
        });
        services.TryAddSingleton<OpenApiText>();
    }

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "ActorPlatform",
            Version = OpenApiText.Version,
            Description = "Runs Apache Flink jobs on YARN. Commands are answered when they are durable, errors are `application/problem+json` with a stable `code`, and a field that has no value is left out.",
            Contact = new OpenApiContact { Name = "Whoever runs this installation" },
            License = new OpenApiLicense { Name = "All rights reserved", Identifier = "LicenseRef-All-Rights-Reserved" },
        };
        document.Servers = [new OpenApiServer { Url = "/", Description = "This installation." }];
        document.Tags = DescribedTags.All.Select(t => new OpenApiTag { Name = t.Name, Description = t.Description }).ToHashSet();

        // Nobody signs in yet: an empty requirement says so.
        document.Security = [new OpenApiSecurityRequirement()];
        return Task.CompletedTask;
    }
}
