using ActorPlatform.Actors.Effects;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Commands;

namespace ActorPlatform.Simulation;

/// <summary>A negative control: looks for proof of death, and tells nobody that the JobManager still answers.</summary>
internal sealed class DeafConclusion(IEffectHandler inner) : IEffectHandler
{
    public bool Handles(Effect effect) => inner.Handles(effect);

    public async Task<object> CarryOutAsync(Effect effect, EffectContext context, CancellationToken cancellationToken)
    {
        while (true)
            if (await inner.CarryOutAsync(effect, context, cancellationToken) is not RunStillAlive and var outcome)
                return outcome;
    }
}
