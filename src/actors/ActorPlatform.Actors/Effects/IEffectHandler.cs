using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.Effects;

/// <summary>Carries out the effects of one kind.</summary>
/// <remarks>
/// Called outside any actor, once per owed effect and incarnation of its entity, and again after each recovery while the effect is still owed. It goes on until it knows
/// an outcome, with bounded back-off between attempts (by <see cref="EffectContext.PauseAsync"/>), or until it is cancelled; cancelling ends the waiting, not the act.
/// </remarks>
public interface IEffectHandler
{
    /// <summary>Whether this handler carries out such an effect.</summary>
    bool Handles(Effect effect);

    /// <summary>Carries the effect out and returns the command that tells its outcome.</summary>
    /// <exception cref="OperationCanceledException">The effect is no longer owed, or the right to act was lost.</exception>
    Task<object> CarryOutAsync(Effect effect, EffectContext context, CancellationToken cancellationToken);
}
