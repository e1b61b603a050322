using System.Security.Cryptography;
using ActorPlatform.Actors.Effects;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Membership;
using ActorPlatform.Actors.Nodes;
using ActorPlatform.Actors.Ownership;
using ActorPlatform.Actors.Storage;
using ActorPlatform.Behaviors;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ActorPlatform.Actors.Sharding;

/// <summary>Registers what the actors of entities need from the host's services.</summary>
internal static class EntityShellExtensions
{
    private const int Steps = 1 << 24;

    /// <summary>Adds the node's clock, right to act and heartbeat, and the runner of effects. Needs an <see cref="IStorage"/>; takes every registered <see cref="IEffectHandler"/> and the <see cref="IWatchProps"/>.</summary>
    public static IServiceCollection AddEntityShell(this IServiceCollection services)
    {
        services.AddOptions<NodeOptions>();
        services.AddOptions<EffectOptions>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<INodeClock, SystemNodeClock>();
        services.TryAddSingleton(provider => new ActDeadline(
            provider.GetRequiredService<INodeClock>(), provider.GetRequiredService<IOptions<NodeOptions>>().Value.ActFor, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IActDeadline>(provider => Safeguards.Stands(Safeguards.ActDeadline) ? provider.GetRequiredService<ActDeadline>() : new EndlessRight());
        services.TryAddSingleton(provider => new NodeHeartbeatSetup(provider.GetRequiredService<INodeClock>(), provider.GetRequiredService<IOptions<NodeOptions>>().Value));
        services.TryAddSingleton(provider => new NodeHeartbeat(
            provider.GetRequiredService<IStorage>().Nodes,
            provider.GetRequiredService<ActDeadline>(),
            provider.GetRequiredService<NodeHeartbeatSetup>(),
            provider.GetRequiredService<ILogger<NodeHeartbeat>>()));
        services.TryAddSingleton(provider => new NodeWatch(provider.GetRequiredService<IOptions<NodeOptions>>().Value));
        services.TryAddSingleton(provider => new Fencer(
            provider.GetRequiredService<IStorage>().Nodes, provider.GetRequiredService<IActDeadline>(), provider.GetRequiredService<ILogger<Fencer>>()));
        services.TryAddSingleton(provider => new Bootstrap(
            provider.GetRequiredService<IStorage>().Nodes,
            provider.GetRequiredService<NodeWatch>(),
            provider.GetRequiredService<NodeHeartbeatSetup>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Bootstrap>>()));
        services.TryAddSingleton<INodeEnd, SystemEnd>();
        services.TryAddSingleton(provider => new PersistLatency(provider.GetRequiredService<TimeProvider>()).Listen());
        services.TryAddSingleton<NodeFacts>();
        services.TryAddSingleton<INodePeers>(provider => new NodePeers(provider.GetRequiredService<ActorSystem>));
        services.TryAddSingleton(new Backoff(() => RandomNumberGenerator.GetInt32(Steps) / (double)Steps));
        services.TryAddSingleton<NodeShare>();
        services.TryAddSingleton<OpenAsks>();
        services.TryAddSingleton<ISnapshotIndex>(new SnapshotIndex([]));
        services.TryAddSingleton<IQuarantine>(provider => new ListQuarantine(provider.GetRequiredService<IStorage>().Lists));
        services.TryAddSingleton(provider => new EffectRunner(
            provider.GetServices<IEffectHandler>(),
            new EffectSurroundings(
                provider.GetRequiredService<IActDeadline>(),
                provider.GetRequiredService<IOptions<EffectOptions>>().Value,
                provider.GetRequiredService<Backoff>(),
                provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<ILogger<EffectRunner>>()));
        return services;
    }

    /// <summary>Adds the <see cref="IEntityClient"/> of a kind, under its name.</summary>
    public static IServiceCollection AddEntityClient<TState>(this IServiceCollection services, string kind, EntityOptions options)
    {
        services.TryAddKeyedSingleton<IEntityClient>(kind, (provider, _) =>
        {
            var region = provider.GetRequiredService<IRequiredActor<EntityRegion<TState>>>();
            return new EntityClient(() => region.ActorRef, options, provider.GetRequiredService<OpenAsks>(), provider.GetRequiredService<TimeProvider>());
        });
        return services;
    }
}
