using Akka.Actor;
using Akka.Cluster;

namespace ActorPlatform.Actors.Sharding;

/// <summary>Sends this node's open questions again when a member is gone.</summary>
/// <remarks>Several times: the regions hear of the removal on ways of their own, and until they did they send to the dead. Between the times lies a bounded number of questions.</remarks>
internal sealed class AskAgainActor : UntypedActor, IWithTimers
{
    private static readonly TimeSpan[] _after = [.. new[] { 0.1, 0.3, 1, 2 }.Select(TimeSpan.FromSeconds)];
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly OpenAsks _asks;

    public AskAgainActor(OpenAsks asks) => _asks = asks;

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.MemberRemoved));

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ClusterEvent.MemberRemoved:
                foreach (var after in _after) Timers.StartSingleTimer(after, Again.Instance, after);
                break;
            case Again:
                _asks.SendAgain();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private sealed record Again : INoSerializationVerificationNeeded
    {
        public static readonly Again Instance = new();
    }
}
