using ActorPlatform.Actors.Entities;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Sharding;

/// <summary>Runs the waker's rounds: at the start, and then again and again.</summary>
internal sealed class WakerActor(Waker waker, EntityOptions options, ILogger<Waker> logger) : UntypedActor, IWithTimers, IDisposable
{
    private readonly CancellationTokenSource _stopped = new();

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Begin();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case RoundEnded ended:
                Timers.StartSingleTimer(NextRound.Instance, NextRound.Instance, ended.AllWoke ? options.WakeEvery : options.WakeAgainAfter);
                break;
            case NextRound:
                Begin();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void PostStop()
    {
        _stopped.Cancel();
        base.PostStop();
    }

    // Akka.NET calls it when the actor has stopped.
    public void Dispose() => _stopped.Dispose();

    private void Begin() => _ = RunAsync(_stopped.Token).PipeTo(Self);

    private async Task<RoundEnded> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new RoundEnded(await waker.WakeAsync(cancellationToken));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Declared boundary: the list cannot be read while the database is away.
            WakerLog.LogRoundFailed(logger, options.WakeAgainAfter, exception);
            return new RoundEnded(false);
        }
    }

    private sealed record RoundEnded(bool AllWoke) : INoSerializationVerificationNeeded;

    private sealed record NextRound
    {
        public static readonly NextRound Instance = new();
    }
}
