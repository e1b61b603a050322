using System.Diagnostics.CodeAnalysis;
using ActorPlatform.Actors.Effects;
using ActorPlatform.Actors.Jobs.Effects;
using ActorPlatform.Actors.Jobs.Metrics;
using ActorPlatform.Actors.Jobs.Sights;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Effects;
using ActorPlatform.Jobs.Ports;
using Akka.Actor;

namespace ActorPlatform.Actors.Jobs.RunMonitors;

/// <summary>Watches one run's JobManager for its job: one poll in flight, fast near transitions, slow when stable; tells only what changed.</summary>
/// <remarks>Its losing sight is shown beside the status and never told as one: not visible is not dead.</remarks>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "An actor ends in PostStop, which disposes them.")]
internal sealed class RunMonitor : ReceiveActor, IWithTimers
{
    private const int MaxWaiting = 16;
    private readonly MonitorTools _tools;
    private readonly CancellationTokenSource _ended = new();
    private readonly Pacing _pace;
    private readonly List<IActorRef> _waiting = [];
    private WatchRun _watch;
    private RunReport? _told;
    private DateTimeOffset _polledAt = DateTimeOffset.MinValue;
    private int _unanswered;
    private bool _inFlight;
    private bool _pollAgain;

    public RunMonitor(WatchRun watch, MonitorTools tools)
    {
        (_watch, _tools) = (watch, tools);
        _pace = tools.Pace();
        Receive<WatchChanged>(changed => Changed((WatchRun)changed.Watch));
        Receive<Poll>(_ => Look());
        Receive<LookNow>(_ => LookFor(Sender));
        Receive<Answered>(Hear);
        Receive<Unanswered>(Miss);
        Receive<Status.Failure>(failure => throw new RunMonitorException(_watch.Key, failure.Cause));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        _tools.Sights.RunWatched(_watch.Cluster, _watch.Run);
        _tools.Monitors.Add(_watch.Run.Job, Self);
        Timers.StartSingleTimer(Poll.Instance, Poll.Instance, _tools.FirstPause());
    }

    protected override void PostStop()
    {
        _ended.Cancel();
        _ended.Dispose();
        _tools.Monitors.Remove(_watch.Run.Job, Self);
        _tools.Sights.RunLeft(_watch.Run);
    }

    private void Changed(WatchRun watch)
    {
        var nearer = (watch.Fast && !_watch.Fast) || (watch.TellAll && !_watch.TellAll);
        _watch = watch;
        _tools.Sights.RunWatched(watch.Cluster, watch.Run);
        if (nearer)
            LookAtOnce();
    }

    private void LookFor(IActorRef asker)
    {
        // Bounded: who asks beyond it sees what the poll in flight brings.
        if (_waiting.Count < MaxWaiting)
            _waiting.Add(asker);
        else
            asker.Tell(Looked.Instance);
        LookAtOnce();
        if (!_inFlight)
            Release();
    }

    private void Release()
    {
        foreach (var asker in _waiting)
            asker.Tell(Looked.Instance);
        _waiting.Clear();
    }

    private void LookAtOnce()
    {
        _pace.Reset();
        if (_inFlight)
            _pollAgain = true;
        else
            Fetch();
    }

    private void Look()
    {
        if (_inFlight)
            return;

        // At its own pace, and not soon after the right is back: all jobs of all nodes would be looked at in that moment, when the database has just come back too.
        if (!_tools.MayAct)
        {
            Timers.StartSingleTimer(Poll.Instance, Poll.Instance, _pace.Next());
            return;
        }

        // With its cluster silent too nothing new can be learnt, not even a new address: one dead cluster must not cost one time-out a job.
        var blind = _unanswered > 0 && _tools.Sights.IsSilent(_watch.Cluster);
        if (blind && _tools.Now - _polledAt < _tools.Options.Blind)
            Timers.StartSingleTimer(Poll.Instance, Poll.Instance, _tools.Pause(_tools.Options.Fast));
        else
            Fetch();
    }

    private void Fetch()
    {
        if (!_tools.MayAct)
            return;
        (_inFlight, _pollAgain, _polledAt) = (true, false, _tools.Now);
        var watch = _watch;
        _ = Polls.PollAsync("run", watch.Cluster, _tools.Time, () => FetchAsync(watch, _ended.Token), static answer => answer is Answered).PipeTo(Self);
    }

    private async Task<object> FetchAsync(WatchRun watch, CancellationToken cancellationToken)
    {
        try
        {
            return new Answered(await _tools.Cluster(watch.Cluster).FetchRunAsync(watch.Run, cancellationToken));
        }
        catch (ClusterUnreachableException exception)
        {
            return new Unanswered(exception.Message, watch.TellAll ? await LookUpAsync(watch, cancellationToken) : null);
        }
        catch (OperationCanceledException)
        {
            return new Unanswered("The right to act was lost while it was asked.");
        }
    }

    private async Task<ApplicationReport?> LookUpAsync(WatchRun watch, CancellationToken cancellationToken)
    {
        try
        {
            return (await _tools.Cluster(watch.Cluster).LookUpAsync(watch.Run.Application, cancellationToken) as ApplicationLookup.Found)?.Report;
        }
        catch (ClusterUnreachableException)
        {
            return null;
        }
    }

    private void Hear(Answered answer)
    {
        _unanswered = 0;
        _tools.Sights.RunSeen(_watch.Run);
        var turned = RunChanges.IsTurn(_told, answer.Report);
        if (_watch.TellAll || RunChanges.IsNews(_told, answer.Report))
        {
            _told = answer.Report;
            Context.Parent.Tell(new WatchSaid(_watch.Key, new RunObserved(_watch.Run.Run, answer.Report)));
        }

        if (turned || RunChanges.IsMoving(answer.Report) || _watch.Fast || _watch.TellAll)
            _pace.Reset();
        Continue();
    }

    private void Miss(Unanswered missed)
    {
        _unanswered++;
        if (_unanswered >= _tools.Options.StaleAfter)
            _tools.Sights.RunSilent(_watch.Run, missed.Why);
        if (missed.Report is { } report)
            Context.Parent.Tell(new WatchSaid(_watch.Key, new ApplicationSeen(report)));
        Continue();
    }

    private void Continue()
    {
        _inFlight = false;
        if (_pollAgain && _tools.MayAct)
        {
            Fetch();
            return;
        }

        Release();
        Timers.StartSingleTimer(Poll.Instance, Poll.Instance, _pace.Next());
    }

    /// <summary>Look at once; answered with <see cref="Looked"/> when it has.</summary>
    internal sealed record LookNow : INoSerializationVerificationNeeded
    {
        public static readonly LookNow Instance = new();
    }

    private sealed record Poll
    {
        public static readonly Poll Instance = new();
    }

    private sealed record Answered(RunReport Report) : INoSerializationVerificationNeeded;

    private sealed record Unanswered(string Why, ApplicationReport? Report = null) : INoSerializationVerificationNeeded;
}

/// <summary>A monitor met an answer that nobody foresaw; it is started again.</summary>
internal sealed class RunMonitorException(string watch, Exception cause) : Exception($"The monitor {watch} failed: {cause.Message}", cause);
