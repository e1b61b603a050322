using ActorPlatform.Actors.Entities;
using ActorPlatform.Behaviors;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Sharding;

/// <summary>Runs the waker's rounds: at the start, when the node's share changes, and then again and again.</summary>
internal sealed class WakerActor(Waker waker, EntityOptions options, ILogger<Waker> logger) : UntypedActor, IWithTimers, IDisposable
{
    private CancellationTokenSource _round = new();

    // By the scheduler's clock; null while nothing is being taken over.
    private TimeSpan? _takesOverSince;

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(ShareChanged));
        _takesOverSince = Context.System.Scheduler.MonotonicClock;
        Begin();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            // A round that was broken off is followed by another one already.
            case RoundEnded ended when ended.Round != _round.Token:
                break;
            case RoundEnded ended:
                if (ended.AllWoke) TookOver();
                Timers.StartSingleTimer(NextRound.Instance, NextRound.Instance, ended.AllWoke ? options.WakeEvery : options.WakeAgainAfter);
                break;
            case NextRound:
                Begin();
                break;
            case ShareChanged:
                _takesOverSince ??= Context.System.Scheduler.MonotonicClock;
                BeginAnew();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self, typeof(ShareChanged));
        _round.Cancel();
        base.PostStop();
    }

    // Akka.NET calls it when the actor has stopped.
    public void Dispose() => _round.Dispose();

    private void TookOver()
    {
        if (_takesOverSince is not { } since) return;
        _takesOverSince = null;
        var took = Context.System.Scheduler.MonotonicClock - since;
        EntityMetrics.TookOver(waker.Kind, took);
        EntityTraces.Over($"take over {waker.Kind}", null, Context.System.Scheduler.Now, took);
    }

    // A node died: the round under way may wait for entities there, in all its places and each for its whole time. Those who owe most urgently are not to wait behind them.
    private void BeginAnew()
    {
        _round.Cancel();
        _round.Dispose();
        _round = new CancellationTokenSource();
        Timers.Cancel(NextRound.Instance);
        Begin();
    }

    private void Begin() => _ = RunAsync(_round.Token).PipeTo(Self);

    private async Task<RoundEnded> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new RoundEnded(await waker.WakeAsync(cancellationToken), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new RoundEnded(false, cancellationToken);
        }
        catch (Exception exception)
        {
            // Declared boundary: the list cannot be read while the database is away.
            WakerLog.LogRoundFailed(logger, options.WakeAgainAfter.InWords(), exception);
            return new RoundEnded(false, cancellationToken);
        }
    }

    private sealed record RoundEnded(bool AllWoke, CancellationToken Round) : INoSerializationVerificationNeeded;

    private sealed record NextRound
    {
        public static readonly NextRound Instance = new();
    }
}
