using ActorPlatform.Actors.Effects;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Tests.Jobs.Fakes;
using ActorPlatform.Actors.Tests.Toys;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.TestKit;
using Akka.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace ActorPlatform.Actors.Tests.Entities;

/// <summary>A gate and its persistent child on Akka's test journal, in virtual time.</summary>
public abstract class EntitySpec : Akka.TestKit.Xunit2.TestKit
{
    private static readonly Config _config = ConfigurationFactory.ParseString(
        """
        akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
        akka.loglevel = ERROR
        akka.stdout-loglevel = OFF
        akka.persistence.journal.plugin = "akka.persistence.journal.test"
        akka.persistence.journal.test.class = "Akka.Persistence.TestKit.TestJournal, Akka.Persistence.TestKit"
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.test"
        akka.persistence.snapshot-store.test.class = "Akka.Persistence.TestKit.TestSnapshotStore, Akka.Persistence.TestKit"
        akka.test.default-timeout = 15s
        akka.test.single-expect-default = 15s
        """);

    private int _asks;

    protected EntitySpec(ITestOutputHelper output)
        : base(_config, "entities", output)
    {
        Effects = new EffectRunner(
            [Walker], new EffectSurroundings(Right, new EffectOptions(), NoJitter, TimeProvider.System), NullLogger<EffectRunner>.Instance);
        Gazers = new Gazers(TestActor);
    }

    internal FakeRight Right { get; } = new();

    internal long Incarnation { get; set; } = 7;

    internal Walker Walker { get; } = new();

    internal FakeQuarantine Quarantine { get; } = new();

    internal FakeLogger Logged { get; } = new();

    internal FakeHistory History { get; } = new();

    internal Gazers Gazers { get; }

    internal EffectRunner Effects { get; }

    internal static Backoff NoJitter { get; } = new(() => 0.5);

    protected ITestJournal Journal => TestJournal.FromRef(Persistence.Instance.Apply(Sys).JournalFor(null));

    protected ITestSnapshotStore SnapshotStore => TestSnapshotStore.FromRef(Persistence.Instance.Apply(Sys).SnapshotStoreFor(null));

    protected TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    internal EntityServices Services() => new()
    {
        Right = Right,
        Incarnation = () => Incarnation,
        Effects = Effects,
        Watches = Gazers,
        Quarantine = Quarantine,
        History = History,
        Snapshots = new SnapshotIndex([]),
        Backoff = NoJitter,
        Logger = Logged,
    };

    /// <summary>The stand-in of a shard: passivates as a shard does.</summary>
    internal IActorRef Region(Action<EntityOptions>? configure = null, Func<bool>? isBroken = null)
    {
        var setup = GateSetup.Of(Errands.Definition(configure, isBroken), Services());
        return Sys.ActorOf(Props.Create(() => new Shard(setup, TestActor)));
    }

    /// <summary>Sends without waiting; the probe gets the answer.</summary>
    internal TestProbe Send(IActorRef region, ErrandCommand command, string? id = null, string? fingerprint = "f")
    {
        var probe = CreateTestProbe();
        region.Tell(new AskEntity("e1", id ?? $"c{++_asks}", fingerprint, "me", command, null), probe);
        return probe;
    }

    internal EntityAnswer Ask(IActorRef region, ErrandCommand command, string? id = null, string? fingerprint = "f") =>
        Send(region, command, id, fingerprint).ExpectMsg<EntityAnswer>();

    internal EntityAnswer Ask(IActorRef region, EntityMessage message)
    {
        var probe = CreateTestProbe();
        region.Tell(message, probe);
        return probe.ExpectMsg<EntityAnswer>();
    }

    internal ErrandState Read(IActorRef region) =>
        (ErrandState)Ask(region, new ReadEntity("e1")).ShouldBeOfType<EntityAnswer.Sight>().State;

    /// <summary>Advances virtual time in small steps until the probe has its answer: reloads wait for timers, the journal for threads.</summary>
    internal EntityAnswer AdvanceUntilAnswered(TestProbe probe, TimeSpan step, int atMost = 200, TimeSpan? wait = null)
    {
        for (var steps = 0; steps < atMost; steps++)
        {
            if (probe.HasMessages) break;
            Scheduler.Advance(step);
            probe.ReceiveOne(wait ?? TimeSpan.FromMilliseconds(20)).ShouldBeOfTypeOrNull<EntityAnswer>(out var answer);
            if (answer is not null) return answer;
        }

        return probe.ExpectMsg<EntityAnswer>(TimeSpan.FromSeconds(5));
    }

    /// <summary>Lets the entity be idle until it has left the memory. In steps: the idle time begins anew when a thread has handled the last message.</summary>
    internal void Idle()
    {
        for (var steps = 0; steps < 100; steps++)
        {
            Scheduler.Advance(TimeSpan.FromMinutes(1));
            if (ReceiveOne(TimeSpan.FromMilliseconds(100)) is Passivated) return;
        }

        throw new InvalidOperationException("The entity did not leave the memory within 100 idle minutes.");
    }

    internal sealed record Passivated(IActorRef Gate);

    private sealed class Shard : UntypedActor
    {
        private readonly GateSetup _setup;
        private readonly IActorRef _test;
        private readonly Queue<(object Message, IActorRef Sender)> _kept = new();
        private IActorRef? _gate;
        private bool _passivating;

        public Shard(GateSetup setup, IActorRef test)
        {
            _setup = setup;
            _test = test;
        }

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case Passivate passivate:
                    _passivating = true;
                    Sender.Tell(passivate.StopMessage);
                    break;
                case Terminated terminated:
                    _gate = null;
                    _passivating = false;
                    _test.Tell(new Passivated(terminated.ActorRef));
                    while (_kept.TryDequeue(out var kept)) Self.Tell(kept.Message, kept.Sender);
                    break;
                case var _ when _passivating:
                    _kept.Enqueue((message, Sender));
                    break;
                default:
                    _gate ??= Context.Watch(Context.ActorOf(_setup.Gate("e1")));
                    _gate.Forward(message);
                    break;
            }
        }
    }
}

internal static class TypeAssertions
{
    public static void ShouldBeOfTypeOrNull<T>(this object? value, out T? typed)
        where T : class
    {
        typed = value as T;
        if (value is not null) typed.ShouldNotBeNull($"{value} is not a {typeof(T).Name}");
    }
}
