using System.Data.Common;
using ActorPlatform.Actors.Storage.Nodes;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Ownership;

/// <summary>Renews this process's row in the database, on a thread of its own, and with it the right to act.</summary>
/// <remarks>
/// A thread and a connection of its own, never the pool: work that fills the pool must not make a living node look dead. A right that lapsed because the database was away
/// may be renewed, because nobody can have taken over; a fenced row ends the incarnation, for good.
/// </remarks>
internal sealed partial class NodeHeartbeat(INodeStore nodes, ActDeadline right, NodeHeartbeatSetup setup, ILogger<NodeHeartbeat> logger) : IDisposable
{
    private readonly ManualResetEventSlim _stop = new();
    private Thread? _thread;
    private IDispatcherProbe? _probe;
    private INodeObserver? _observer;
    private Action<string>? _ended;
    private Moment? _asked;
    private string? _timeline;
    private string _why = "";
    private bool _failing;
    private bool _hung;
    private long _incarnation;
    private string _leaveReason = "It left.";

    /// <summary>This process start's number; higher than any before.</summary>
    public long Incarnation => Volatile.Read(ref _incarnation) is var incarnation and > 0
        ? incarnation
        : throw new InvalidOperationException("The node has not joined yet: its incarnation is not known.");

    /// <summary>What <see cref="LeaveAsync"/> notes in the row.</summary>
    public string LeaveReason { get => Volatile.Read(ref _leaveReason); set => Volatile.Write(ref _leaveReason, value); }

    /// <summary>Adds the row and begins to renew it.</summary>
    /// <param name="ended">Called once, from the heartbeat's thread, when the incarnation must end at once: fenced, its row gone, or the database's log replaced.</param>
    public async Task StartAsync(NodeIdentity node, Action<string> ended, CancellationToken cancellationToken)
    {
        Begin(await nodes.JoinAsync(node, cancellationToken), ended);
        LogJoined(node.Name, Incarnation);
        _thread = new Thread(Run) { IsBackground = true, Name = "node-heartbeat", Priority = ThreadPriority.Highest };
        _thread.Start();
    }

    /// <summary>From now on a renewal needs signs of life from the dispatcher.</summary>
    public void Watch(IDispatcherProbe probe) => Volatile.Write(ref _probe, probe);

    /// <summary>From now on somebody hears what the renewals read.</summary>
    public void Tell(INodeObserver observer) => Volatile.Write(ref _observer, observer);

    /// <summary>A planned end: nobody has to wait for the row to grow old.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        EndThread();
        right.Revoke();
        if (Volatile.Read(ref _incarnation) > 0) await nodes.LeaveAsync(Incarnation, LeaveReason, cancellationToken);
    }

    public void Dispose()
    {
        EndThread();
        _stop.Dispose();
    }

    /// <summary>The row is there. The simulation, which has no threads, goes on from here with <see cref="IsHung"/> and <see cref="Judge"/>.</summary>
    internal void Begin(long incarnation, Action<string> ended)
    {
        _ended = ended;
        Volatile.Write(ref _incarnation, incarnation);
    }

    /// <summary>One renewal. False when the incarnation has ended.</summary>
    internal bool Beat()
    {
        if (IsHung()) return true;
        var observer = Volatile.Read(ref _observer);
        observer?.Looking();
        // Before it is sent: see ActDeadline.
        var sent = setup.Clock.Now;
        try
        {
            var renewal = nodes.Renew(Incarnation);
            if (!Judge(renewal, sent))
            {
                _ = NoteEndAsync(_why);
                return false;
            }

            observer?.Seen(new NodeReading(Incarnation, sent, setup.Clock.Now, renewal.Rows));
            return true;
        }
        catch (DbException exception)
        {
            // The right lapses by itself; logged once per outage.
            if (!_failing) LogRenewFailed(setup.Options.ActFor, exception);
            _failing = true;
            return true;
        }
    }

    /// <summary>What follows from a renewal's answer. False when the incarnation has ended.</summary>
    internal bool Judge(Renewal renewal, Moment sent)
    {
        switch (renewal.Result)
        {
            case RenewResult.Renewed when _timeline is { } before && before != renewal.Timeline:
                return End($"The database's log changed from timeline {before} to {renewal.Timeline}: a standby was promoted, and the last commits may be lost.");
            case RenewResult.Renewed:
                _timeline = renewal.Timeline;
                if (_failing) LogRenewedAgain();
                _failing = false;
                right.Renew(sent);
                return true;
            case RenewResult.Fenced:
                return End("The node's row was fenced: others took it for dead and took its entities over.");
            default:
                return End("The node's row is missing in the database.");
        }
    }

    private bool End(string why)
    {
        right.Revoke();
        LogEnded(Incarnation, why);
        _ended!(why);
        _why = why;
        return false;
    }

    // After the right is gone, so that nobody has to wait until it would have lapsed: neither those who take over nor the next incarnation at the same address.
    private async Task NoteEndAsync(string why)
    {
        using var atMost = new CancellationTokenSource(setup.Options.ActFor);
        try
        {
            await nodes.LeaveAsync(Incarnation, why, atMost.Token);
        }
        catch (Exception exception)
        {
            LogEndNotNoted(setup.Options.FenceAfter, exception);
        }
    }

    /// <summary>Whether the dispatcher is silent for too long: then nothing is renewed. Asks it when nothing is asked.</summary>
    internal bool IsHung()
    {
        if (Volatile.Read(ref _probe) is not { } probe) return false;
        var now = setup.Clock.Now;
        // Counted from the first question without an answer, not from the last answer: after a pause of the whole process nothing had been asked.
        if (_asked is { } asked && probe.LastSign is { } sign && sign.SinceBoot >= asked.SinceBoot) _asked = null;
        if (_asked is null)
        {
            _asked = now;
            probe.Ask();
        }

        var silence = _asked.Value.ElapsedUntil(now);
        var isHung = silence > setup.Options.HangAfter;
        if (isHung && !_hung) LogHung(silence);
        _hung = isHung;
        return isHung;
    }

    private void Run()
    {
        try
        {
            while (Beat())
            {
                if (_stop.Wait(setup.Options.RenewEvery)) return;
            }
        }
        catch (Exception exception)
        {
            // Declared boundary: a thread of our own that dies would take the process with it, half way through whatever it does.
            End($"The heartbeat failed: {exception.Message}");
            _ = NoteEndAsync(_why);
        }
    }

    private void EndThread()
    {
        _stop.Set();
        if (_thread is { } thread && thread != Thread.CurrentThread) thread.Join(setup.Options.ActFor);
    }

    [LoggerMessage(2000, LogLevel.Information, "Node {Node} joined as incarnation {Incarnation}.")]
    private partial void LogJoined(string node, long incarnation);

    [LoggerMessage(2001, LogLevel.Warning, "The node's row could not be renewed: this node stops acting and answering {ActFor} after its last renewal, and goes on when the database is back.")]
    private partial void LogRenewFailed(TimeSpan actFor, Exception exception);

    [LoggerMessage(2002, LogLevel.Information, "The node's row is renewed again.")]
    private partial void LogRenewedAgain();

    [LoggerMessage(2003, LogLevel.Critical, "Incarnation {Incarnation} ends at once: {Why}")]
    private partial void LogEnded(long incarnation, string why);

    [LoggerMessage(2005, LogLevel.Warning, "That this incarnation has ended could not be noted in its row: others wait {FenceAfter} before they take its entities over.")]
    private partial void LogEndNotNoted(TimeSpan fenceAfter, Exception exception);

    [LoggerMessage(2004, LogLevel.Error, "The dispatcher has not answered for {Silence}: the node's row is not renewed until it does.")]
    private partial void LogHung(TimeSpan silence);
}

/// <summary>By what a heartbeat counts.</summary>
internal sealed record NodeHeartbeatSetup(INodeClock Clock, NodeOptions Options);
