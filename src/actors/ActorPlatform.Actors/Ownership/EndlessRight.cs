using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.Ownership;

/// <summary>A right that nothing ends: for the negative control that leaves the act deadline out.</summary>
internal sealed class EndlessRight : IActDeadline
{
    public bool MayAct => true;

    public CancellationToken Lost => CancellationToken.None;
}
