using ActorPlatform.Hosting.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ActorPlatform.Hosting.Telemetry;

/// <summary>Sends what the engine counts and traces to a collector.</summary>
internal static class TelemetryServices
{
    /// <summary>The engine's own, those of the database's driver, and what is asked of clusters.</summary>
    private static readonly string[] s_sources = ["ActorPlatform.*", "Microsoft.AspNetCore", "System.Net.Http"];

    public static void AddTelemetry(this IServiceCollection services, ActorPlatformOptions options)
    {
        if (options.Telemetry is not { Otlp.Length: > 0 } telemetry)
            return;
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("actorplatform", options.Installation, serviceInstanceId: NameOf(options)))
            .WithMetrics(metrics => metrics.AddMeter("ActorPlatform.*").AddOtlpExporter((exporter, reader) =>
            {
                Aim(exporter, telemetry, "metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)telemetry.Every.TotalMilliseconds;
            }))
            .WithTracing(traces => traces
                .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(telemetry.Traces)))
                .AddSource(s_sources)
                .AddOtlpExporter(exporter => Aim(exporter, telemetry, "traces")));
    }

    /// <summary>What is wrong with the URL.</summary>
    public static IEnumerable<string> FindProblems(TelemetryOptions telemetry)
    {
        if (telemetry.Otlp.Length > 0 && !(Uri.TryCreate(telemetry.Otlp, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
            yield return $"actorplatform.telemetry.otlp: '{telemetry.Otlp}' is no http or https URL; write http://127.0.0.1:4317, or leave it empty.";
    }

    private static string NameOf(ActorPlatformOptions options) => options.Node.Name.Length > 0 ? options.Node.Name : Environment.MachineName;

    // Over HTTP the exporter takes a URL that it is given as the whole address.
    private static void Aim(OtlpExporterOptions exporter, TelemetryOptions telemetry, string signal)
    {
        var isHttp = telemetry.Protocol == "http";
        exporter.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = new Uri(isHttp ? $"{telemetry.Otlp.TrimEnd('/')}/v1/{signal}" : telemetry.Otlp);
    }
}
