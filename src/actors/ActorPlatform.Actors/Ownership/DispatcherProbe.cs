using Akka.Actor;

namespace ActorPlatform.Actors.Ownership;

/// <summary>A sign of life through an actor: it comes only when the dispatcher that runs the entities runs too.</summary>
internal sealed class DispatcherProbe(IActorRef actor, DispatcherProbe.Signs signs) : IDispatcherProbe
{
    public Moment? LastSign => signs.Last;

    public static DispatcherProbe Start(ActorSystem system, INodeClock clock)
    {
        var signs = new Signs(clock);
        return new DispatcherProbe(((ExtendedActorSystem)system).SystemActorOf(Props.Create<ProbeActor>(signs), "node-probe"), signs);
    }

    public void Ask() => actor.Tell(Question.Instance, ActorRefs.NoSender);

    /// <summary>Where the actor leaves its signs.</summary>
    internal sealed class Signs(INodeClock clock)
    {
        private Sign? _last;

        public Moment? Last => Volatile.Read(ref _last)?.At;

        public void Leave() => Volatile.Write(ref _last, new Sign(clock.Now));

        private sealed record Sign(Moment At);
    }

    private sealed record Question : INoSerializationVerificationNeeded
    {
        public static readonly Question Instance = new();
    }

    private sealed class ProbeActor(Signs signs) : UntypedActor
    {
        protected override void OnReceive(object message) => signs.Leave();
    }
}
