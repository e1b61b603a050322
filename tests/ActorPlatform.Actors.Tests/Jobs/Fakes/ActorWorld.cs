using ActorPlatform.Actors.Jobs.Effects;
using ActorPlatform.Actors.Jobs.Sights;
using Akka.Actor;
using Akka.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace ActorPlatform.Actors.Tests.Jobs.Fakes;

/// <summary>Actors on the calling thread, with the scheduler's clock and the engine's moving together: no test waits for a thread.</summary>
public abstract class ActorWorld : Akka.TestKit.Xunit2.TestKit
{
    private const string Settings = """
        akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
        akka.loglevel = WARNING
        """;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    protected ActorWorld()
        : base(Settings) => Sights = new ClusterSights(Time);

    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero));

    internal Entropy Entropy { get; } = new(() => 0.5);

    internal FakeDeadline Deadline { get; } = new();

    private protected ClusterSights Sights { get; }

    internal IActorRef Run(Props props) =>
        VirtualTime.Inline(() => new TestActorRef<ActorBase>(Sys, props.WithDispatcher(CallingThreadDispatcher.Id)));

    /// <summary>Moves both clocks.</summary>
    internal void Pass(TimeSpan duration) => VirtualTime.Inline(() =>
    {
        for (var end = Time.GetUtcNow() + duration; Time.GetUtcNow() < end;)
        {
            Time.Advance(Step);
            ((TestScheduler)Sys.Scheduler).Advance(Step);
        }

        return true;
    });

    internal void Pass(double seconds) => Pass(TimeSpan.FromSeconds(seconds));
}
