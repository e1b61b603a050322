using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.Tests.Toys;

/// <summary>A right to act that a test gives and takes.</summary>
public sealed class FakeRight : IActDeadline
{
    private CancellationTokenSource _lost = new();

    public bool MayAct { get; private set; } = true;

    public CancellationToken Lost => _lost.Token;

    public void Lose()
    {
        MayAct = false;
        _lost.Cancel();
    }

    public void Regain()
    {
        _lost = new CancellationTokenSource();
        MayAct = true;
    }
}
