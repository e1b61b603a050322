using ActorPlatform.Api.Problems;
using ActorPlatform.Api.Reading;
using ActorPlatform.Api.Wire;
using ActorPlatform.Jobs.Facade;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorPlatform.Api.Endpoints;

/// <summary>The configured clusters as they are seen now.</summary>
internal static class ClusterEndpoints
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/clusters", (HttpContext context, IJobs jobs) => ListAsync(context, jobs));
        group.MapGet("/clusters/{name}", (string name, HttpContext context, IJobs jobs) => GetAsync(name, context, jobs));
    }

    private static async Task<IResult> ListAsync(HttpContext context, IJobs jobs)
    {
        if (CheckQuery(context) is { } problem)
            return problem;
        var clusters = await jobs.ListClustersAsync(context.RequestAborted);
        return Answers.Ok(new ListBody<ClusterBody>([.. clusters.Select(ClusterBody.Of)]), ReadableJson.Default.ListBodyClusterBody);
    }

    private static async Task<IResult> GetAsync(string name, HttpContext context, IJobs jobs)
    {
        if (CheckQuery(context) is { } problem)
            return problem;
        var clusters = await jobs.ListClustersAsync(context.RequestAborted);
        return clusters.FirstOrDefault(c => c.Name == name) is { } cluster
            ? Answers.Ok(ClusterBody.Of(cluster), ReadableJson.Default.ClusterBody)
            : Problem.NotFound("cluster.not-found", $"There is no cluster '{Text.Shown(name)}'; configured: {string.Join(", ", clusters.Select(c => c.Name))}.");
    }

    private static ProblemResult? CheckQuery(HttpContext context)
    {
        var errors = new InputErrors();
        new QueryReader(context.Request.Query, errors).Close();
        return errors.IsEmpty ? null : Problem.Invalid(errors);
    }
}
