using ActorPlatform.Actors.Effects;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Commands;

namespace ActorPlatform.Actors.Jobs.Effects;

/// <summary>The handler of one kind of a job's effects.</summary>
internal abstract class JobEffectHandler<TEffect> : IEffectHandler
    where TEffect : Effect
{
    public bool Handles(Effect effect) => effect is TEffect;

    public async Task<object> CarryOutAsync(Effect effect, EffectContext context, CancellationToken cancellationToken) =>
        await CarryOutAsync((TEffect)effect, context, cancellationToken);

    protected abstract Task<JobCommand> CarryOutAsync(TEffect effect, EffectContext context, CancellationToken cancellationToken);
}
