using Akka.Actor;
using Akka.Cluster;
using Akka.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Membership;

/// <summary>Carries out what the watch decides: lets the fencer fence, and downs members whose row is gone. Logs who comes and goes.</summary>
internal sealed partial class DowningActor : UntypedActor
{
    private readonly Cluster _cluster;
    private readonly Fencer _fencer;
    private readonly NodeWatch _watch;
    private readonly ILogger<DowningActor> _logger;
    private bool _isFencing;

    public DowningActor(ActorSystem system, Cluster cluster)
    {
        var resolver = DependencyResolver.For(system).Resolver;
        _cluster = cluster;
        _fencer = resolver.GetService<Fencer>();
        _watch = resolver.GetService<NodeWatch>();
        _logger = resolver.GetService<ILogger<DowningActor>>();
    }

    protected override void PreStart()
    {
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));
        _watch.Tell(Self);
    }

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Verdict verdict:
                foreach (var address in verdict.Down) Down(address);
                Begin(verdict);
                break;
            case FencingEnded:
                _isFencing = false;
                break;
            case ClusterEvent.MemberUp up:
                LogUp(up.Member.Address);
                break;
            case ClusterEvent.MemberRemoved removed:
                LogRemoved(removed.Member.Address);
                break;
            case ClusterEvent.UnreachableMember lost:
                LogUnreachable(lost.Member.Address);
                break;
            case ClusterEvent.ReachableMember found:
                LogReachable(found.Member.Address);
                break;
            case ClusterEvent.IMemberEvent:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    // By address: a new incarnation at the same one waits with its joining until the row of this one is gone, and this one is removed before it is let in.
    private void Down(string address)
    {
        LogDown(address);
        _cluster.Down(Address.Parse(address));
    }

    // One at a time; what is left out stands in the next verdict again.
    private void Begin(Verdict verdict)
    {
        if (_isFencing || (verdict.Fences.IsEmpty && verdict.Ended.IsEmpty)) return;
        _isFencing = true;
        _ = RunAsync(verdict).PipeTo(Self);
    }

    private async Task<FencingEnded> RunAsync(Verdict verdict)
    {
        await _fencer.CarryOutAsync(verdict);
        return FencingEnded.Instance;
    }

    [LoggerMessage(2103, LogLevel.Warning, "The member at {Address} is downed: its row is gone.")]
    private partial void LogDown(string address);

    [LoggerMessage(2104, LogLevel.Information, "The node at {Address} is up.")]
    private partial void LogUp(Address address);

    [LoggerMessage(2105, LogLevel.Information, "The node at {Address} is not a member any more.")]
    private partial void LogRemoved(Address address);

    [LoggerMessage(2106, LogLevel.Warning, "The node at {Address} is unreachable. That alone moves nothing: the database decides whether it lives.")]
    private partial void LogUnreachable(Address address);

    [LoggerMessage(2107, LogLevel.Information, "The node at {Address} is reachable again.")]
    private partial void LogReachable(Address address);

    private sealed class FencingEnded : INoSerializationVerificationNeeded
    {
        public static readonly FencingEnded Instance = new();
    }
}
