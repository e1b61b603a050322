using ActorPlatform.Api.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ActorPlatform.Api.Endpoints;

/// <summary>For load balancers and supervisors: whether the process lives, and whether it can answer requests.</summary>
internal static class HealthEndpoints
{
    /// <summary>The tag of the checks that readiness asks.</summary>
    public const string Ready = "ready";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/healthz", () => Answers.Ok(new HealthBody("UP", null), ReadableJson.Default.HealthBody));
        endpoints.MapGet("/readyz", (HttpContext context, HealthCheckService checks) => ReadAsync(context, checks));
    }

    private static async Task<IResult> ReadAsync(HttpContext context, HealthCheckService checks)
    {
        var report = await checks.CheckHealthAsync(check => check.Tags.Contains(Ready), context.RequestAborted);
        var up = report.Status == HealthStatus.Healthy;
        var states = report.Entries.ToDictionary(e => e.Key, e => e.Value.Status == HealthStatus.Healthy ? "UP" : e.Value.Description ?? e.Value.Exception?.Message ?? "DOWN");
        if (!up)
            context.Response.Headers.RetryAfter = "5";
        return Answers.Status(up ? 200 : 503, new HealthBody(up ? "UP" : "DOWN", states), ReadableJson.Default.HealthBody);
    }
}
