using ActorPlatform.Actors.Effects;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Effects;
using ActorPlatform.Jobs.Retry;

namespace ActorPlatform.Simulation;

/// <summary>A negative control: a run that time has proven dead is ended without a look at what it left.</summary>
internal sealed class UnseeingConclusion(IEffectHandler inner) : IEffectHandler
{
    public bool Handles(Effect effect) => inner.Handles(effect);

    public Task<object> CarryOutAsync(Effect effect, EffectContext context, CancellationToken cancellationToken) => effect is ConcludeRun { Proof: { } proof } conclude
        ? Task.FromResult<object>(new RunConcluded(conclude.Run.Run, proof, null, new Failure(FailureClass.Infrastructure, "Its node was lost.", null, null, DateTimeOffset.UnixEpoch)))
        : inner.CarryOutAsync(effect, context, cancellationToken);
}
