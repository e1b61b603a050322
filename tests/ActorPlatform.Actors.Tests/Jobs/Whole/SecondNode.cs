using ActorPlatform.Actors.Configuration;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Serialization;
using ActorPlatform.Actors.Serialization;
using ActorPlatform.Actors.Sharding;
using ActorPlatform.Jobs;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Hosting;
using Akka.Serialization;

namespace ActorPlatform.Actors.Tests.Jobs.Whole;

/// <summary>Another node than an engine, on loopback, that keeps no jobs: whatever it asks of one goes over the network, as from one shard region to another.</summary>
internal sealed class SecondNode : IAsyncDisposable
{
    private readonly ActorSystem _system;

    private SecondNode(ActorSystem system, IActorRef region, EntityOptions options)
    {
        _system = system;
        Region = region;
        Entities = new EntityClient(() => region, options, new OpenAsks(), TimeProvider.System);
    }

    public IActorRef Region { get; }

    public IEntityClient Entities { get; }

    /// <param name="jobs">Its serializer of jobs, as a program of another version has it; null for the present one.</param>
    public static async Task<SecondNode> StartAsync(ActorSystem engine, EntityOptions options, Func<ExtendedActorSystem, Serializer>? jobs = null)
    {
        var config = ConfigurationFactory.ParseString(
            """
            akka.loglevel = ERROR
            akka.stdout-loglevel = OFF
            akka.actor.provider = remote
            akka.remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
            """).WithFallback(AkkaSettings.Read());
        var setup = BootstrapSetup.Create().WithConfig(config).And(SerializationSetup.Create(system =>
        [
            SerializerDetails.Create("entity", new EntitySerializer(system), [.. EntityMessages.Bases]),
            SerializerDetails.Create("job", jobs?.Invoke(system) ?? new JobSerializer(system), [.. JobMessages.Manifests.Types]),
        ]));
        var system = ActorSystem.Create(engine.Name, setup);
        var address = ((ExtendedActorSystem)engine).Provider.DefaultAddress;
        var region = await system.ActorSelection(ActorRegistry.For(engine).Get<EntityRegion<JobState>>().Path.ToStringWithAddress(address)).ResolveOne(TimeSpan.FromSeconds(30));
        return new SecondNode(system, region, options);
    }

    public async ValueTask DisposeAsync() => await _system.Terminate();
}
