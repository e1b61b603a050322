using System.Text;
using ActorPlatform.Api.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ActorPlatform.Api.Endpoints;

/// <summary>The OpenAPI document, and the page that shows it; nothing is loaded from other hosts.</summary>
internal static class OpenApiEndpoints
{
    private const string Page = "/docs";

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet(
        $"/openapi/{OpenApiText.Version}.json", async (OpenApiText text) => Results.Text(await text.ReadAsync(), "application/json", Encoding.UTF8));

    public static void UsePage(WebApplication app)
    {
        app.Use((context, next) =>
        {
            // The browser, too, refuses what is not ours. The page styles itself.
            if (context.Request.Path.StartsWithSegments(Page))
                context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";
            return next(context);
        });
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = Page[1..];
            page.ConfigObject.ValidatorUrl = "none";
            page.DocumentTitle = "ActorPlatform API";
            page.SwaggerEndpoint($"/openapi/{OpenApiText.Version}.json", OpenApiText.Version);
        });
    }
}
