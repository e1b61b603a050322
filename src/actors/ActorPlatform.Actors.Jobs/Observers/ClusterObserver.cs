using System.Diagnostics.CodeAnalysis;
using ActorPlatform.Actors.Jobs.Metrics;
using ActorPlatform.Actors.Jobs.Sights;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Ports;
using Akka.Actor;

namespace ActorPlatform.Actors.Jobs.Observers;

/// <summary>Asks one cluster's resource manager in bulk, one poll in flight, and tells each job only what changed: also resting and retired ones, so that a run which should not be is seen.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "An actor ends in PostStop, which disposes them.")]
internal sealed class ClusterObserver : ReceiveActor, IWithTimers
{
    private const int UnknownShown = 5;
    private readonly ICluster _cluster;
    private readonly ObserverTools _tools;
    private readonly SightingBook _book;
    private readonly CancellationTokenSource _ended = new();
    private readonly List<IActorRef> _waiting = [];
    private readonly HashSet<ApplicationId> _confirming = [];
    private DateTimeOffset _capacityDue = DateTimeOffset.MinValue;
    private DateTimeOffset _unknownDue = DateTimeOffset.MinValue;
    private TimeSpan _pause;
    private bool _inFlight;

    public ClusterObserver(ICluster cluster, ObserverTools tools)
    {
        (_cluster, _tools) = (cluster, tools);
        _book = new SightingBook(tools.Options, tools.Tells);
        _pause = tools.Options.Every;
        Receive<Poll>(_ => Look());
        Receive<LookNow>(LookAtOnce);
        Receive<Swept>(Take);
        Receive<Silent>(Miss);
        Receive<Told>(told => Ended(told));
        Receive<Confirmed>(Take);
        Receive<Status.Failure>(failure => throw new ClusterObserverException(_cluster.Name, failure.Cause));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Timers.StartSingleTimer(Poll.Instance, Poll.Instance, _tools.FirstPause());

    protected override void PostStop()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    private void LookAtOnce(LookNow ask)
    {
        // Bounded: who asks beyond it sees what the poll in flight brings.
        if (_waiting.Count < _tools.Options.InFlight)
            _waiting.Add(Sender);
        else
            Sender.Tell(Looked.Instance);
        Look();
    }

    private void Look()
    {
        if (_inFlight)
            return;
        if (!_tools.MayAct)
        {
            // A process that slept must find the right gone before it asks anything.
            Release();
            Continue(_tools.Options.Every);
            return;
        }

        _inFlight = true;
        var capacity = _tools.Now >= _capacityDue;
        if (capacity)
            _capacityDue = _tools.Now + _tools.Options.CapacityEvery;
        _ = Polls.PollAsync("cluster", _cluster.Name, _tools.Time, () => SweepAsync(capacity, _ended.Token), static answer => answer is Swept).PipeTo(Self);
    }

    private async Task<object> SweepAsync(bool capacity, CancellationToken cancellationToken)
    {
        try
        {
            var sweep = await _cluster.FetchApplicationsAsync(cancellationToken);
            return new Swept(sweep, capacity ? await CapacityAsync(cancellationToken) : null);
        }
        catch (ClusterUnreachableException exception)
        {
            return new Silent(exception.Message);
        }
        catch (OperationCanceledException)
        {
            return new Silent("The right to act was lost while the resource manager was asked.");
        }
    }

    private async Task<ClusterCapacity?> CapacityAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _cluster.FetchCapacityAsync(cancellationToken);
        }
        catch (ClusterUnreachableException)
        {
            // The sweep was answered: the last capacity stays until the next reading.
            return null;
        }
    }

    private void Take(Swept swept)
    {
        if (_tools.Sights.IsSilent(_cluster.Name))
            _tools.Log.ClusterSeenAgain(_cluster.Name);
        _tools.Sights.ClusterSeen(_cluster.Name, swept.Sweep.Applications.Count(a => !a.IsFinal));
        _tools.Sights.FileSystemLooked(_cluster.Name, swept.Sweep.FileSystemTrouble);
        if (swept.Capacity is { } capacity)
            _tools.Sights.CapacityRead(_cluster.Name, capacity);
        var absent = _book.Note(swept.Sweep, _tools.Sights.Watched(_cluster.Name), _confirming, _tools.Now);
        TellNews();
        _confirming.UnionWith(absent.Select(expected => expected.Application));
        foreach (var expected in absent)
            _ = ConfirmAsync(expected, _ended.Token).PipeTo(Self);
        ReportUnknown();
        _pause = _tools.Options.Every;
        Finish();
    }

    // Not ours to kill: after a database was lost or restored, or when one is missing by mistake, these are somebody's production jobs.
    private void ReportUnknown()
    {
        if (_tools.Now < _unknownDue || _book.Unknown() is not { IsEmpty: false } unknown)
            return;
        _unknownDue = _tools.Now + _tools.Options.UnknownEvery;
        _tools.Log.UnknownJobs(_cluster.Name, unknown.Length, string.Join(", ", unknown.Take(UnknownShown)));
    }

    private void Miss(Silent silent)
    {
        if (!_tools.Sights.IsSilent(_cluster.Name))
            _tools.Log.ClusterSilent(_cluster.Name, silent.Why);
        _tools.Sights.ClusterSilent(_cluster.Name, silent.Why);
        TellNews();
        var doubled = _pause * 2;
        _pause = doubled < _tools.Options.UnreachableMax ? doubled : _tools.Options.UnreachableMax;
        Finish();
    }

    private void Finish()
    {
        _inFlight = false;
        Release();
        Continue(_pause);
    }

    private void Release()
    {
        foreach (var asker in _waiting)
            asker.Tell(Looked.Instance);
        _waiting.Clear();
    }

    private void Continue(TimeSpan pause) => Timers.StartSingleTimer(Poll.Instance, Poll.Instance, _tools.Pause(pause));

    private void TellNews()
    {
        foreach (var report in _book.TakeNews(_tools.Now))
            _ = TellAsync(report.Job, new ApplicationSeen(report), report, _ended.Token).PipeTo(Self);
    }

    private async Task<Told> TellAsync(JobId job, JobCommand command, ApplicationReport report, CancellationToken cancellationToken) =>
        new(report, await _tools.Mailbox.TellAsync(job, command, cancellationToken));

    private void Ended(Told told)
    {
        _book.Ended(told.Report, told.Receipt, _tools.Now);
        TellNews();
    }

    /// <summary>One bulk answer without an application proves nothing (a filter, a page, a race with its start): it is looked up by its id before a job is told.</summary>
    private async Task<object> ConfirmAsync(ExpectedApplication expected, CancellationToken cancellationToken)
    {
        try
        {
            var lookup = await _cluster.LookUpAsync(expected.Application, cancellationToken);
            var missing = lookup is ApplicationLookup.Missing { Settled: true };
            var told = missing
                && await _tools.Mailbox.TellAsync(expected.Job, new ApplicationMissing(expected.Run, expected.Application), cancellationToken) != MailReceipt.NotNow;
            return new Confirmed(expected, (lookup as ApplicationLookup.Found)?.Report, told);
        }
        catch (Exception exception) when (exception is ClusterUnreachableException or OperationCanceledException)
        {
            return new Confirmed(expected, null, false);
        }
    }

    private void Take(Confirmed confirmed)
    {
        _confirming.Remove(confirmed.Expected.Application);
        if (confirmed.Found is { } report)
            _book.Note(report);
        else if (confirmed.ToldMissing)
            _book.Missing(confirmed.Expected.Application, _tools.Now);
        TellNews();
    }

    /// <summary>Look at once; answered with <see cref="Looked"/> after the next poll.</summary>
    internal sealed record LookNow : INoSerializationVerificationNeeded
    {
        public static readonly LookNow Instance = new();
    }

    private sealed record Poll
    {
        public static readonly Poll Instance = new();
    }

    private sealed record Swept(ApplicationSweep Sweep, ClusterCapacity? Capacity) : INoSerializationVerificationNeeded;

    private sealed record Silent(string Why) : INoSerializationVerificationNeeded;

    private sealed record Told(ApplicationReport Report, MailReceipt Receipt) : INoSerializationVerificationNeeded;

    private sealed record Confirmed(ExpectedApplication Expected, ApplicationReport? Found, bool ToldMissing) : INoSerializationVerificationNeeded;
}

/// <summary>An observer met an answer that nobody foresaw; it is started again.</summary>
internal sealed class ClusterObserverException(string cluster, Exception cause) : Exception($"The observer of {cluster} failed: {cause.Message}", cause);
