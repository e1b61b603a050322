using ActorPlatform.Actors.Effects;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Effects;
using ActorPlatform.Jobs.Retry;

namespace ActorPlatform.Simulation;

/// <summary>A negative control: takes the resource manager's word for a death, and does not look at what the run left.</summary>
internal sealed class BlindConclusion : IEffectHandler
{
    public bool Handles(Effect effect) => effect is ConcludeRun;

    public Task<object> CarryOutAsync(Effect effect, EffectContext context, CancellationToken cancellationToken)
    {
        var conclude = (ConcludeRun)effect;
        var failure = new Failure(FailureClass.Infrastructure, "The resource manager says so.", null, null, DateTimeOffset.UnixEpoch);
        return Task.FromResult<object>(new RunConcluded(conclude.Run.Run, "The resource manager says so.", null, failure));
    }
}
