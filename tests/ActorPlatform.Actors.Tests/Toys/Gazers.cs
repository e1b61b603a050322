using System.Collections.Concurrent;
using ActorPlatform.Actors.Effects;
using ActorPlatform.Behaviors;
using Akka.Actor;

namespace ActorPlatform.Actors.Tests.Toys;

/// <summary>The toy's watching children: each tells its test that it began, and says or does what it is told.</summary>
internal sealed class Gazers(IActorRef test) : IWatchProps
{
    public ConcurrentQueue<Watch> Begun { get; } = new();

    public Props PropsFor(Watch watch, string entityId)
    {
        Begun.Enqueue(watch);
        return Props.Create<Gazer>(watch, test);
    }

    internal sealed record Began(Watch Watch, IActorRef Gazer);

    internal sealed class Gazer : UntypedActor
    {
        private readonly Watch _watch;
        private readonly IActorRef _test;

        public Gazer(Watch watch, IActorRef test)
        {
            _watch = watch;
            _test = test;
        }

        protected override void PreStart() => _test.Tell(new Began(_watch, Self));

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case int count:
                    Context.Parent.Tell(new WatchSaid(_watch.Key, new ErrandCommand.Look(count)));
                    break;
                case WatchChanged changed:
                    _test.Tell(changed.Watch);
                    break;
                default:
                    throw new InvalidOperationException("The gazer broke.");
            }
        }
    }
}
