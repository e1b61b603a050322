using ActorPlatform.Actors.Jobs.RunMonitors;
using ActorPlatform.Actors.Sharding;
using ActorPlatform.Jobs;
using Akka.Actor;
using Akka.Cluster;

namespace ActorPlatform.Actors.Jobs.Sights;

/// <summary>Tells the other nodes which runs this one does not see, hears the same from them, and looks again for them. One a node.</summary>
internal sealed class RunSightsActor : ReceiveActor, IWithTimers
{
    /// <summary>Its name below the guardian of users: the other nodes find it by it.</summary>
    public const string Name = "run-sights";

    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_lookWithin = TimeSpan.FromSeconds(10);
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ClusterSights _sights;
    private readonly MonitorRegistry _monitors;
    private bool _told;

    public RunSightsActor(ClusterSights sights, MonitorRegistry monitors)
    {
        (_sights, _monitors) = (sights, monitors);
        Receive<Tick>(_ => TellOthers());
        Receive<RunSights>(seen => _sights.SeenElsewhere(Sender.Path.Address.ToString(), seen));
        Receive<ClusterEvent.MemberRemoved>(removed => _sights.ForgetElsewhere(removed.Member.Address.ToString()));
        Receive<LookAtRun>(Look);
        Receive<LookElsewhere>(LookOnOthers);
        Receive<ClusterEvent.CurrentClusterState>(_ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        _cluster.Subscribe(Self, typeof(ClusterEvent.MemberRemoved));
        Timers.StartPeriodicTimer(Tick.Instance, Tick.Instance, s_every);
    }

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    // Again and again while there is something to tell: a word that was lost, or a node that came, is made good by the next one.
    private void TellOthers()
    {
        var stale = _sights.Stale();
        if (stale.IsEmpty && !_told)
            return;
        _told = !stale.IsEmpty;
        foreach (var other in Others())
            other.Tell(new RunSights(stale), Self);
    }

    private void Look(LookAtRun look)
    {
        if (_monitors.Find(look.Job) is { } monitor)
            _ = monitor.Ask<Looked>(RunMonitor.LookNow.Instance, s_lookWithin).PipeTo(Sender, Self, _ => new LookedAtRun(true), _ => new LookedAtRun(true));
        else
            Sender.Tell(new LookedAtRun(false));
    }

    private void LookOnOthers(LookElsewhere look) =>
        _ = Task.WhenAll(Others().Select(other => other.Ask<LookedAtRun>(new LookAtRun(look.Job), s_lookWithin)))
            .PipeTo(Sender, Self, _ => Looked.Instance, _ => Looked.Instance);

    private IEnumerable<ActorSelection> Others()
    {
        var (state, context) = (_cluster.State, Context);
        return state.Members
            .Where(member => member.Status is MemberStatus.Up && member.HasRole(NodeExtensions.Role) && !member.UniqueAddress.Equals(_cluster.SelfUniqueAddress) && !state.Unreachable.Contains(member))
            .Select(member => context.ActorSelection(new RootActorPath(member.Address) / "user" / Name));
    }

    /// <summary>Has the other nodes look at a job's run. Answered with <see cref="Looked"/>.</summary>
    internal sealed record LookElsewhere(JobId Job) : INoSerializationVerificationNeeded;

    private sealed record Tick
    {
        public static readonly Tick Instance = new();
    }
}
