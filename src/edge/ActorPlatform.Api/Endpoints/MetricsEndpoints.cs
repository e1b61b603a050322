using ActorPlatform.Api.Metrics;
using ActorPlatform.Jobs.Facade;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace ActorPlatform.Api.Endpoints;

/// <summary>What is counted, in the text of Prometheus.</summary>
internal static class MetricsEndpoints
{
    /// <summary>The engine's own meters, and those of the server and the runtime that say how they do.</summary>
    private static readonly string[] s_meters = ["ActorPlatform.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    /// <summary>Of the runtime: their names end like those of histograms, which Prometheus' checker refuses.</summary>
    private static readonly string[] s_misnamed = ["dotnet.assembly.count", "dotnet.timer.count", "dotnet.process.cpu.count"];

    public static void Add(IServiceCollection services)
    {
        services.TryAddSingleton<FleetGauges>();
        services.AddOpenTelemetry().WithMetrics(metrics =>
        {
            metrics.ConfigureResource(resource => resource.AddService("actorplatform")).AddMeter(s_meters);
            foreach (var name in s_misnamed)
                metrics.AddView(name, MetricStreamConfiguration.Drop);
            metrics.AddPrometheusExporter(exporter => (exporter.ScopeInfoEnabled, exporter.ScrapeResponseCacheDurationMilliseconds) = (false, 0));
        });
    }

    public static void Map(WebApplication app, IEndpointRouteBuilder endpoints)
    {
        var scrape = ((IApplicationBuilder)app).New().UseOpenTelemetryPrometheusScrapingEndpoint(_ => true).Build();
        endpoints.MapGet("/metrics", async (HttpContext context, FleetGauges gauges) =>
        {
            await RefreshAsync(gauges, context.RequestAborted);
            await scrape(context);
        });
    }

    private static async Task RefreshAsync(FleetGauges gauges, CancellationToken cancellationToken)
    {
        try
        {
            await gauges.RefreshAsync(cancellationToken);
        }
        catch (JobUnavailableException)
        {
            // The counters say so: what is counted in memory is told all the same.
        }
    }
}
