using System.Collections.Frozen;
using ActorPlatform.Api.OpenApi.Catalog;
using ActorPlatform.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace ActorPlatform.Api.OpenApi;

/// <summary>All descriptions by route, and the convention that joins them to what is mapped. A new endpoint needs one entry in a catalog, and a test says so.</summary>
internal static class Descriptions
{
    public static readonly FrozenDictionary<string, Described> All =
        new[] { JobCatalog.All, CommandCatalog.All, HistoryCatalog.All, FeedCatalog.All, ServiceCatalog.All }.SelectMany(c => c).ToFrozenDictionary(d => d.Route);

    /// <summary>Describes every endpoint of this builder that a catalog knows.</summary>
    public static RouteGroupBuilder Described(this RouteGroupBuilder group)
    {
        ((IEndpointConventionBuilder)group).Finally(Describe);
        return group;
    }

    /// <summary>The key of an endpoint in <see cref="All"/>.</summary>
    public static string RouteOf(string? method, string? path) => $"{method} /{path?.TrimStart('/')}";

    private static void Describe(EndpointBuilder endpoint)
    {
        var methods = endpoint.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods ?? [];
        if (endpoint is not RouteEndpointBuilder route || methods.Count != 1 || !All.TryGetValue(RouteOf(methods[0], route.RoutePattern.RawText), out var described))
            return;
        endpoint.Metadata.Add(new EndpointNameMetadata(described.Id));
        endpoint.Metadata.Add(new TagsAttribute(described.Tag));
        endpoint.Metadata.Add(new EndpointSummaryAttribute(described.Summary));
        endpoint.Metadata.Add(new EndpointDescriptionAttribute(described.Description ?? $"{described.Summary}."));
        if (described.Body is { } body)
            endpoint.Metadata.Add(new AcceptsMetadata(["application/json"], body.Type, !body.Required));
        foreach (var answer in described.Answers)
            endpoint.Metadata.Add(new ProducesResponseTypeMetadata(answer.Status, answer.Body ?? typeof(void), answer.Body is null ? [] : [answer.MediaType]));
        foreach (var status in described.AllRefusals.Where(s => described.Answers.All(a => a.Status != s)))
            endpoint.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ProblemBody), ["application/problem+json"]));
    }
}
