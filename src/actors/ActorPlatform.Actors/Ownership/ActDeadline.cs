using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.Ownership;

/// <summary>The right of this process to act, counted from before its last renewal was sent.</summary>
/// <remarks>
/// Counting from the answer would give the right away twice:
/// <code>
/// A: sends its renewal, 12:00:00 … the database renews … A sleeps 60 s … B: A is silent, fences, takes over … A wakes, reads the answer: "renewed"
/// </code>
/// From the sending, A's right ended at 12:00:04, whenever it reads the answer. <see cref="MayAct"/> reads the clocks at each call and so needs no timer to be right; the
/// timer only cancels what is under way.
/// </remarks>
internal sealed class ActDeadline : IActDeadline, IDisposable
{
    private readonly INodeClock _clock;
    private readonly TimeSpan _validFor;
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private Lease _lease;
    private bool _revoked;

    /// <summary>Cancels what is under way, outside this thread: what listens to it may be much, and may ask for the right itself. The simulation has a thread of its own for it.</summary>
    public Action<CancellationTokenSource> CancelAside { get; init; } = static lost => _ = lost.CancelAsync();

    /// <param name="validFor">From the sending of a renewal.</param>
    public ActDeadline(INodeClock clock, TimeSpan validFor, TimeProvider time)
    {
        _clock = clock;
        _validFor = validFor;
        _lease = Lease.None();
        _timer = time.CreateTimer(_ => LapseIfOver(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool MayAct
    {
        get
        {
            var lease = Volatile.Read(ref _lease);
            if (lease.Sent is not { } sent) return false;
            if (sent.ElapsedUntil(_clock.Now) < _validFor) return true;
            LapseIfOver();
            return false;
        }
    }

    /// <summary>How long the right lasts without another renewal; zero when there is none.</summary>
    public TimeSpan Left => Volatile.Read(ref _lease).Sent is { } sent && _validFor - sent.ElapsedUntil(_clock.Now) is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    public CancellationToken Lost => Volatile.Read(ref _lease).Lost.Token;

    /// <summary>Counts the right anew from a renewal that succeeded.</summary>
    /// <param name="sent">Taken before it was sent.</param>
    public void Renew(Moment sent)
    {
        lock (_gate)
        {
            if (_revoked) return;
            var left = _validFor - sent.ElapsedUntil(_clock.Now);
            if (left <= TimeSpan.Zero) return;
            // Lapsed in between, even if nobody looked: what was under way then is cancelled before the new right begins.
            if (_lease.Sent is { } last && last.ElapsedUntil(_clock.Now) >= _validFor) Lapse();
            Volatile.Write(ref _lease, _lease.Sent is null ? new Lease(sent, new CancellationTokenSource()) : _lease with { Sent = sent });
            _timer.Change(left, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Ends the right for ever: the incarnation is fenced.</summary>
    public void Revoke()
    {
        lock (_gate)
        {
            _revoked = true;
            if (_lease.Sent is not null) Lapse();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void LapseIfOver()
    {
        lock (_gate)
        {
            if (_lease.Sent is not { } sent) return;
            var left = _validFor - sent.ElapsedUntil(_clock.Now);
            if (left <= TimeSpan.Zero) Lapse();
            else _timer.Change(left, Timeout.InfiniteTimeSpan);
        }
    }

    // Under the lock.
    private void Lapse()
    {
        var lost = _lease.Lost;
        Volatile.Write(ref _lease, new Lease(null, lost));
        CancelAside(lost);
    }

    private sealed record Lease(Moment? Sent, CancellationTokenSource Lost)
    {
        // Nothing is under way before the first renewal, so the token is born cancelled.
        public static Lease None()
        {
            var lost = new CancellationTokenSource();
            lost.Cancel();
            return new Lease(null, lost);
        }
    }
}
