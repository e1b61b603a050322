using ActorPlatform.Actors.Effects;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Batches;
using ActorPlatform.Actors.Jobs.Effects;
using ActorPlatform.Actors.Jobs.Facade;
using ActorPlatform.Actors.Jobs.Metrics;
using ActorPlatform.Actors.Jobs.Observers;
using ActorPlatform.Actors.Jobs.Rows;
using ActorPlatform.Actors.Jobs.RunMonitors;
using ActorPlatform.Actors.Jobs.Serialization;
using ActorPlatform.Actors.Jobs.Settings;
using ActorPlatform.Actors.Jobs.Sights;
using ActorPlatform.Actors.Nodes;
using ActorPlatform.Actors.Sharding;
using ActorPlatform.Actors.Storage;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Ports;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ActorPlatform.Actors.Jobs.Hosting;

/// <summary>Registers the job: its services in the host, its actors in the actor system.</summary>
internal static class JobActorsExtensions
{
    /// <summary>Adds the job's services and <see cref="IJobs"/>. Needs an <see cref="IStorage"/> and the <see cref="IClusters"/>.</summary>
    /// <param name="installation">The installation's name, part of every outside identity; of <c>[a-z0-9-]</c>.</param>
    public static IServiceCollection AddJobActors(this IServiceCollection services, string installation)
    {
        services.AddOptions<JobOptions>();
        services.AddOptions<EntityOptions>();
        services.AddEntityShell();
        services.TryAddSingleton(provider => Of<JobOptions>(provider).ToSettings(installation));
        services.TryAddSingleton(Entropy.System);
        services.TryAddSingleton(provider => new JobTally(provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<JobGauges>();
        services.TryAddSingleton<ClusterSights>();
        services.AddEffects();
        services.AddObservation();
        services.AddFacade();
        return services;
    }

    /// <summary>Adds the serializer and shard regions of jobs and batches, and the cluster observers.</summary>
    public static AkkaConfigurationBuilder WithJobActors(this AkkaConfigurationBuilder builder, IServiceProvider provider) => builder
        .WithCustomSerializer(JobDefinition.Kind, JobMessages.Manifests.Types, system => new JobSerializer(system))
        .WithEntities(JobDefinition.Of(provider.GetRequiredService<JobSettings>(), Of<EntityOptions>(provider), provider.GetRequiredService<JobTally>()))
        .WithEntities(BatchDefinition.Of(provider.GetRequiredService<JobSettings>(), Of<EntityOptions>(provider), provider.GetRequiredService<JobTally>()))
        .WithActors((system, registry) =>
        {
            var clusters = provider.GetRequiredService<IClusters>();
            var tools = provider.GetRequiredService<ObserverTools>();
            registry.Register<ClusterObservers>(system.ActorOf(Props.Create(() => new ClusterObservers(clusters, tools)), "cluster-observers"));
            var (sights, monitors) = (provider.GetRequiredService<ClusterSights>(), provider.GetRequiredService<MonitorTools>().Monitors);
            registry.Register<RunSightsActor>(system.ActorOf(Props.Create(() => new RunSightsActor(sights, monitors)), RunSightsActor.Name));
        });

    private static void AddEffects(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new EffectTools(
            provider.GetRequiredService<IClusters>(),
            Of<JobOptions>(provider).Attempts,
            provider.GetRequiredService<Entropy>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EffectTools>>()));
        services.TryAddSingleton(provider => new Lazy<IJobs>(provider.GetRequiredService<IJobs>));
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IEffectHandler, PrepareRunHandler>(),
            ServiceDescriptor.Singleton<IEffectHandler, SubmitRunHandler>(),
            ServiceDescriptor.Singleton<IEffectHandler, StopRunHandler>(),
            ServiceDescriptor.Singleton<IEffectHandler, TakeSavepointHandler>(),
            ServiceDescriptor.Singleton<IEffectHandler, KillRunHandler>(),
            ServiceDescriptor.Singleton<IEffectHandler, ConcludeRunHandler>(),
            ServiceDescriptor.Singleton<IEffectHandler, AskJobHandler>(),
        ]);
    }

    private static void AddObservation(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new MonitorTools(
            provider.GetRequiredService<IClusters>(),
            provider.GetRequiredService<ClusterSights>(),
            provider.GetRequiredService<IActDeadline>(),
            Of<JobOptions>(provider).Monitor,
            provider.GetRequiredService<Entropy>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IWatchProps, RunMonitorProps>();
        services.TryAddSingleton<IJobMailbox>(provider =>
        {
            var region = provider.GetRequiredService<IRequiredActor<EntityRegion<JobState>>>();
            return new JobMailbox(() => region.ActorRef, Of<JobOptions>(provider).Observer.AcknowledgeWithin);
        });
        services.TryAddSingleton(provider => new ObserverTools(
            provider.GetRequiredService<ClusterSights>(),
            provider.GetRequiredService<IJobMailbox>(),
            provider.GetRequiredService<IActDeadline>(),
            Of<JobOptions>(provider).Observer,
            new Surroundings(
                provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<Entropy>(), provider.GetRequiredService<ILogger<ClusterObserver>>())
            {
                Tells = provider.GetRequiredService<NodeShare>().IsMine,
            }));
    }

    private static void AddFacade(this IServiceCollection services)
    {
        services.AddClient<JobState>(JobDefinition.Kind);
        services.AddClient<BatchState>(BatchDefinition.Kind);
        services.TryAddSingleton(provider => new JobStores(
            new JobLists(provider.GetRequiredService<IStorage>(), provider.GetRequiredService<ClusterSights>()), new JobEvents(provider.GetRequiredService<IStorage>()), new JobAudit(provider.GetRequiredService<IStorage>().Commits)));
        services.TryAddSingleton(provider =>
        {
            var observers = provider.GetRequiredService<IRequiredActor<ClusterObservers>>();
            var elsewhere = provider.GetRequiredService<IRequiredActor<RunSightsActor>>();
            return new JobSightings(
                provider.GetRequiredService<IClusters>(), provider.GetRequiredService<ClusterSights>(), provider.GetRequiredService<MonitorTools>().Monitors,
                new Lookers(() => observers.ActorRef, () => elsewhere.ActorRef));
        });
        services.TryAddSingleton<IJobs>(provider => new Facade.Jobs(
            new JobEntities(provider.GetRequiredKeyedService<IEntityClient>(JobDefinition.Kind), provider.GetRequiredKeyedService<IEntityClient>(BatchDefinition.Kind)),
            provider.GetRequiredService<JobStores>(),
            provider.GetRequiredService<JobSightings>(),
            provider.GetRequiredService<JobSettings>(),
            new NodeFacade(provider.GetRequiredService<IStorage>().Nodes.ReadAsync, provider.GetRequiredService<INodePeers>()),
            provider.GetRequiredService<TimeProvider>()));
    }

    private static void AddClient<TState>(this IServiceCollection services, string kind) => services.TryAddKeyedSingleton<IEntityClient>(kind, (provider, _) =>
    {
        var region = provider.GetRequiredService<IRequiredActor<EntityRegion<TState>>>();
        return new EntityClient(() => region.ActorRef, Of<EntityOptions>(provider), provider.GetRequiredService<OpenAsks>(), provider.GetRequiredService<TimeProvider>());
    });

    private static T Of<T>(IServiceProvider provider)
        where T : class => provider.GetRequiredService<IOptions<T>>().Value;
}
