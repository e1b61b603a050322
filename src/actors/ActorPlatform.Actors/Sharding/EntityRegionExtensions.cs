using ActorPlatform.Actors.Effects;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Mailboxes;
using ActorPlatform.Actors.Ownership;
using ActorPlatform.Actors.Storage;
using ActorPlatform.Behaviors;
using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Cluster.Sharding;
using Akka.DependencyInjection;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Sharding;

/// <summary>Registers kinds of entities.</summary>
internal static class EntityRegionExtensions
{
    /// <summary>Adds the shard region of a kind, and the waker of those that owe something.</summary>
    /// <remarks>The services of <see cref="EntityShellExtensions.AddEntityShell"/> must be there, and the node must have been started with <see cref="NodeExtensions.WithNode"/> before.</remarks>
    public static AkkaConfigurationBuilder WithEntities<TState, TCommand, TEvent>(
        this AkkaConfigurationBuilder builder, EntityDefinition<TState, TCommand, TEvent> definition)
        where TState : notnull
        where TCommand : notnull
        where TEvent : notnull
    {
        var options = definition.Options;
        return builder
            .WithShardRegion<EntityRegion<TState>>(
                definition.Name,
                (system, _, resolver) => GateSetup.Of(definition, ServicesOf(system, resolver), SmallMailbox.Id).Gate,
                new EntityExtractor(options.Shards),
                new ShardOptions
                {
                    Role = NodeExtensions.Role,
                    StateStoreMode = StateStoreMode.DData,
                    RememberEntities = false,
                    HandOffStopMessage = StopEntity.Instance,
                    PassivateIdleEntityAfter = TimeSpan.Zero,
                })
            .WithActors((system, registry, resolver) =>
            {
                var client = new EntityClient(registry.Get<EntityRegion<TState>>, options, resolver.GetService<OpenAsks>(), resolver.GetService<TimeProvider>());
                var logger = resolver.GetService<ILogger<Waker>>();
                var waker = new Waker(definition.Name, resolver.GetService<IStorage>().Lists, client, resolver.GetService<NodeShare>(), options, logger);
                system.ActorOf(Props.Create<WakerActor>(waker, options, logger), $"waker-{definition.Name}");
            });
    }

    private static EntityServices ServicesOf(ActorSystem system, IDependencyResolver resolver)
    {
        var storage = resolver.GetService<IStorage>();
        var heartbeat = resolver.GetService<NodeHeartbeat>();
        return new EntityServices
        {
            Right = resolver.GetService<IActDeadline>(),
            Incarnation = () => heartbeat.Incarnation,
            Effects = resolver.GetService<EffectRunner>(),
            Watches = resolver.GetService<IServiceProvider>().GetService<IWatchProps>(),
            Quarantine = resolver.GetService<IQuarantine>(),
            History = new CommandHistory(storage.Commits, system.Serialization),
            Snapshots = resolver.GetService<ISnapshotIndex>(),
            Backoff = resolver.GetService<Backoff>(),
            Logger = resolver.GetService<ILogger<EntityGate>>(),
        };
    }
}
