using ActorPlatform.Actors.Effects;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Ownership;
using ActorPlatform.Actors.Sharding;
using ActorPlatform.Actors.Storage;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Tests.Toys;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorPlatform.Actors.Tests.Sharding;

/// <summary>A whole node: host, cluster of one, shard region, heartbeat and list on a SQLite file; the journal in memory.</summary>
public sealed class EntityRegionTests : IAsyncLifetime
{
    private const string Kind = "errand";

    private readonly string _folder = Directory.CreateTempSubdirectory("entities-").FullName;
    private readonly Walker _walker = new();
    private IStorage _storage = null!;
    private SmallHost _host = null!;

    public async Task InitializeAsync()
    {
        _storage = StorageFactory.Create(new StorageOptions { Sqlite = new SqliteOptions { Path = Path.Combine(_folder, "test.db") } }, TimeProvider.System, NullLoggerFactory.Instance);
        await _storage.PrepareAsync(CancellationToken.None);
        _host = Build(_storage);
        await _host.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _storage.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Ask_ThroughTheRegion_IsAccepted()
    {
        var entities = Entities();

        var answer = await entities.AskAsync("e1", new EntityCommand("c1", "f", "me", new ErrandCommand.Add(3)), CancellationToken.None);

        answer.ShouldBe(new EntityAnswer.Accepted(new Counted(3)));
        var sight = (await entities.ReadAsync("e1", CancellationToken.None)).ShouldBeOfType<EntityAnswer.Sight>();
        ((ErrandState)sight.State).Fetched.ShouldBe(3);
    }

    [Fact]
    public async Task AwaitChange_EffectEnds_SeesItWithoutPolling()
    {
        var entities = Entities();
        await entities.AskAsync("e2", new EntityCommand("c1", "f", "me", new ErrandCommand.Go("a", TimeSpan.FromHours(1))), CancellationToken.None);
        var sight = (await entities.ReadAsync("e2", CancellationToken.None)).ShouldBeOfType<EntityAnswer.Sight>();
        var change = entities.AwaitChangeAsync("e2", sight.Sequence, TimeSpan.FromSeconds(20), CancellationToken.None);

        (await _walker.NextAsync()).End.SetResult(new ErrandCommand.Fetch(1, 5));

        ((ErrandState)(await change).ShouldBeOfType<EntityAnswer.Sight>().State).Fetched.ShouldBe(5);
    }

    [Fact]
    public async Task Wake_NotLoaded_Loads()
    {
        (await Entities().WakeAsync("e3", CancellationToken.None)).ShouldBeOfType<EntityAnswer.Awake>();
    }

    [Fact]
    public async Task Stop_Planned_LeavesTheNodesRow()
    {
        (await _storage.Nodes.ReadAsync(CancellationToken.None)).ShouldHaveSingleItem().Gone.ShouldBeFalse();

        await _host.StopAsync();

        (await _storage.Nodes.ReadAsync(CancellationToken.None)).ShouldHaveSingleItem().Gone.ShouldBeTrue();
    }

    private IEntityClient Entities() => _host.Services.GetRequiredKeyedService<IEntityClient>(Kind);

    private SmallHost Build(IStorage storage)
    {
        var services = new ServiceCollection();
        var definition = Errands.Definition();
        services.AddSingleton(storage);
        services.AddSingleton<IEffectHandler>(_walker);
        services.AddSingleton<IWatchProps>(new NoWatches());
        services.AddEntityShell();
        services.AddEntityClient<ErrandState>(Kind, definition.Options);
        services.AddAkka("entities", (akka, _) => akka
            .AddHocon(
                """
                akka.loglevel = ERROR
                akka.coordinated-shutdown.exit-clr = off
                akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
                akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
                """,
                HoconAddMode.Prepend)
            .WithNode()
            .WithEntities(definition));
        return new SmallHost(services);
    }

    private sealed class NoWatches : IWatchProps
    {
        public Props PropsFor(ActorPlatform.Behaviors.Watch watch, string entityId) => Props.Create<Silent>();

        private sealed class Silent : UntypedActor
        {
            protected override void OnReceive(object message) => Unhandled(message);
        }
    }
}
