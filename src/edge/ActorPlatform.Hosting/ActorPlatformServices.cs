using ActorPlatform.Actors.Journal;
using ActorPlatform.Actors.Jobs.Hosting;
using ActorPlatform.Actors.Jobs.Settings;
using ActorPlatform.Actors.Nodes;
using ActorPlatform.Actors.Sharding;
using ActorPlatform.Actors.Storage;
using ActorPlatform.Actors.Tls;
using ActorPlatform.Behaviors;
using ActorPlatform.Hosting.Configuration;
using ActorPlatform.Hosting.Engine;
using ActorPlatform.Hosting.Telemetry;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Yarn;
using Akka.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ActorPlatform.Hosting;

/// <summary>Adds the whole engine to a host.</summary>
/// <remarks>
/// After the host has started, <see cref="ActorPlatform.Jobs.Facade.IJobs"/> takes commands. When the host stops, entities finish their writes and the node leaves. When the engine
/// ends by itself, because other nodes took it over, it stops the host: see <see cref="EngineEnd"/>.
/// </remarks>
public static class ActorPlatformServices
{
    private const int SessionLength = 12;
    private static readonly string[] s_ready = ["ready"];
    private static readonly TimeSpan s_checkWithin = TimeSpan.FromSeconds(3);

    /// <summary>Adds the engine as the section <c>actorplatform</c> of a configuration says; what stands under <c>akka</c> in HOCON goes to Akka.NET as it is.</summary>
    /// <exception cref="ActorPlatformConfigurationException">Something is wrong; it lists all of it.</exception>
    public static IServiceCollection AddActorPlatform(this IServiceCollection services, IConfiguration configuration) =>
        services.AddActorPlatform(ConfigurationReader.Read(configuration), ConfigurationReader.FindAkka(configuration));

    /// <summary>Adds the engine as code says.</summary>
    /// <exception cref="ActorPlatformConfigurationException">Something is wrong; it lists all of it.</exception>
    public static IServiceCollection AddActorPlatform(this IServiceCollection services, Action<ActorPlatformOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new ActorPlatformOptions();
        configure(options);
        return services.AddActorPlatform(options);
    }

    /// <summary>Adds the engine with these options.</summary>
    /// <param name="services">The host's services. An <see cref="IClusters"/> that is there already is used instead of the configured ones.</param>
    /// <param name="options">Checked here, and not to be changed afterwards.</param>
    /// <param name="akka">Settings of Akka.NET, stronger than ours; HOCON or JSON.</param>
    /// <exception cref="ActorPlatformConfigurationException">Something is wrong; it lists all of it.</exception>
    public static IServiceCollection AddActorPlatform(this IServiceCollection services, ActorPlatformOptions options, string? akka = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        if (ConfigurationRules.CheckAll(options) is { Count: > 0 } problems)
            throw new ActorPlatformConfigurationException(problems);
        // A word of this incarnation's own: whoever fences it ends its sessions, and not those of the next one in this process.
        options.Storage.Session = Guid.NewGuid().ToString("N")[..SessionLength];
        services.AddSettings(options);
        services.AddOutside(options);
        services.AddTelemetry(options);
        services.TryAddSingleton<INodeEnd, HostEnd>();
        services.AddJobActors(options.Installation);
        services.AddAkka("actorplatform", (builder, provider) => builder
            .ConfigureLoggers(static loggers =>
            {
                loggers.ClearLoggers();
                loggers.AddLoggerFactory();
            })
            .WithActorPlatformPersistence(options.Storage, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>())
            .WithNode(options.Node.Advertise, NodeTls.Read(options.Node, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<NodeTls>>()))
            .WithJobActors(provider)
            .WithOperatorsSettings(akka));
        services.TryAddSingleton<EngineEnd>();
        services.AddHostedService<EngineWatch>();
        services.AddHealthChecks()
            .AddCheck<StorageCheck>("storage", tags: s_ready, timeout: s_checkWithin)
            .AddCheck<MemberCheck>("cluster", tags: s_ready, timeout: s_checkWithin)
            .AddCheck<RightToActCheck>("node", tags: s_ready, timeout: s_checkWithin);
        return services;
    }

    private static void AddSettings(this IServiceCollection services, ActorPlatformOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(Options.Create(options.Node));
        services.AddSingleton(Options.Create(options.Storage));
        services.AddSingleton(Options.Create(options.Entities));
        services.AddSingleton(Options.Create(options.Effects));
        services.AddSingleton<IOptions<JobOptions>>(Options.Create(options.Jobs));
    }

    private static void AddOutside(this IServiceCollection services, ActorPlatformOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => StorageFactory.Create(options.Storage, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddHostedService<StorageStart>();
        services.TryAddSingleton<SandboxClusters>();

        // Before the actors, which ask the clusters at once.
        services.AddHostedService(static provider => provider.GetRequiredService<SandboxClusters>());
        services.TryAddSingleton<IClusters>(provider => new YarnClusters(
            provider.GetRequiredService<SandboxClusters>().Reach(options.Clusters),
            options.Installation,
            provider.GetRequiredService<IActDeadline>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>(),
            options.Storage.Session));
    }

    private static AkkaConfigurationBuilder WithOperatorsSettings(this AkkaConfigurationBuilder builder, string? akka) =>
        akka is null ? builder : builder.AddHocon(akka, HoconAddMode.Prepend);
}
