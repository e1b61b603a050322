using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.Tests.Jobs.Fakes;

internal sealed class FakeDeadline : IActDeadline
{
    public bool MayAct { get; set; } = true;

    public CancellationToken Lost => CancellationToken.None;
}
