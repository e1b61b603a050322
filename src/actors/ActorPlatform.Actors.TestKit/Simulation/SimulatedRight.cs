using ActorPlatform.Actors.TestKit.Time;
using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.TestKit.Simulation;

/// <summary>The right to act of a simulated node, counted from before the renewal was sent.</summary>
internal sealed class SimulatedRight(VirtualTime time) : IActDeadline, IDisposable
{
    private DateTimeOffset _until = time.GetUtcNow();
    private CancellationTokenSource _lost = new();

    /// <summary>Off only in negative controls.</summary>
    public bool Enforced { get; init; } = true;

    public bool MayAct => !Enforced || time.GetUtcNow() < _until;

    public CancellationToken Lost => _lost.Token;

    public DateTimeOffset Until => _until;

    public void Renew(DateTimeOffset sentAt, TimeSpan lasts)
    {
        if (_lost.IsCancellationRequested)
            _lost = new CancellationTokenSource();
        _until = sentAt + lasts;
    }

    public void Lose() => _lost.Cancel();

    public void Dispose() => _lost.Dispose();
}
