using ActorPlatform.Api.Commands;
using ActorPlatform.Api.Endpoints;
using ActorPlatform.Api.Events;
using ActorPlatform.Api.OpenApi;
using ActorPlatform.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ActorPlatform.Api;

/// <summary>The HTTP facade for a host: needs an <c>IJobs</c> and an <c>IClusters</c> in its services.</summary>
public static class ActorPlatformApi
{
    /// <summary>Adds the facade's services, and its limits to the server.</summary>
    public static IServiceCollection AddActorPlatformApi(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRouting();
        services.AddHealthChecks();
        services.AddOptions<ApiOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<HeldRequests>();
        services.TryAddSingleton<CommandRunner>();
        services.TryAddSingleton<JobEndpoints>();
        services.TryAddSingleton<DefinitionEndpoints>();
        services.TryAddSingleton<HistoryEndpoints>();
        services.TryAddSingleton<OperationEndpoints>();
        services.TryAddSingleton<BatchEndpoints>();
        services.TryAddSingleton<NodeEndpoints>();
        services.AddDocument();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<FeedTail>();
        services.TryAddSingleton<EventEndpoints>();
        MetricsEndpoints.Add(services);
        services.TryAddSingleton<LogEndpoints>();
        services.TryAddSingleton<ArtifactEndpoints>();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<ApiOptions>>(LimitServer);
        return services;
    }

    /// <summary>Maps the facade: every path under <c>/api/v1</c>, health, and the OpenAPI document with its page.</summary>
    public static WebApplication MapActorPlatformApi(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseMiddleware<ProblemMiddleware>();
        OpenApiEndpoints.UsePage(app);
        app.UseRouting();
        var root = app.MapGroup("").Described();
        HealthEndpoints.Map(root);
        OpenApiEndpoints.Map(root);
        MetricsEndpoints.Map(app, root);
        var group = root.MapGroup("/api/v1");
        JobEndpoints.Map(group);
        DefinitionEndpoints.Map(group);
        CommandEndpoints.Map(group);
        HistoryEndpoints.Map(group);
        OperationEndpoints.Map(group);
        BatchEndpoints.Map(group);
        ClusterEndpoints.Map(group);
        NodeEndpoints.Map(group);
        EventEndpoints.Map(group);
        LogEndpoints.Map(group);
        AuditEndpoints.Map(group);
        ArtifactEndpoints.Map(group);
        return app;
    }

    private static void LimitServer(KestrelServerOptions server, IOptions<ApiOptions> options)
    {
        var limits = options.Value;
        server.AddServerHeader = false;

        // The reader answers 413 at its own limit; the server goes on reading a little, since a caller who is cut off while sending never sees the answer.
        server.Limits.MaxRequestBodySize = 8 * limits.MaxBodyBytes;
        server.Limits.MaxRequestHeadersTotalSize = limits.MaxHeaderBytes;
        server.Limits.MaxRequestLineSize = Math.Min(8 * 1024, limits.MaxHeaderBytes);
        server.Limits.MaxRequestHeaderCount = 100;
        server.Limits.RequestHeadersTimeout = limits.HeadersWithin;
        server.Limits.KeepAliveTimeout = limits.IdleWithin;
        server.Limits.MinRequestBodyDataRate = new MinDataRate(limits.MinRateBytes, limits.SlowWithin);
        server.Limits.MinResponseDataRate = new MinDataRate(limits.MinRateBytes, limits.SlowWithin);
        server.Limits.MaxConcurrentConnections = limits.MaxConnections;
    }
}
