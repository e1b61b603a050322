using ActorPlatform.Behaviors;

namespace ActorPlatform.Clusters.Tests.Fakes;

/// <summary>A right to act that a test takes away and gives back.</summary>
internal sealed class ActRight : IActDeadline
{
    private CancellationTokenSource _lost = new();

    public bool MayAct { get; private set; } = true;

    public CancellationToken Lost => _lost.Token;

    public void Take()
    {
        MayAct = false;
        _lost.Cancel();
    }

    /// <summary>As after a pause of the whole process: the deadline has passed, but no timer has fired yet.</summary>
    public void TakeSilently() => MayAct = false;

    public void GiveBack()
    {
        _lost = new CancellationTokenSource();
        MayAct = true;
    }
}
