using System.ComponentModel.DataAnnotations;

namespace ActorPlatform.Hosting.Telemetry;

/// <summary>Where metrics and traces are sent; the section <c>actorplatform.telemetry</c>.</summary>
/// <remarks>The specification's variables for headers and resource attributes (<c>OTEL_EXPORTER_OTLP_HEADERS</c>, <c>OTEL_RESOURCE_ATTRIBUTES</c>) are heeded.</remarks>
public sealed class TelemetryOptions
{
    /// <summary>A collector that takes the OpenTelemetry protocol: one http or https URL, <c>http://127.0.0.1:4317</c>. Empty: nothing is sent.</summary>
    public string Otlp { get; set; } = "";

    /// <summary>How it is spoken: <c>grpc</c>, as a rule on port 4317, or <c>http</c>, on 4318: metrics go to <c>/v1/metrics</c> below the URL, traces to <c>/v1/traces</c>.</summary>
    [RegularExpression("^(grpc|http)$", ErrorMessage = "allowed: grpc, http.")]
    public string Protocol { get; set; } = "grpc";

    /// <summary>How often metrics are sent.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Share of the traces that are kept, of those that begin here; a caller's <c>traceparent</c> decides on its own. 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double Traces { get; set; } = 0.05;
}
