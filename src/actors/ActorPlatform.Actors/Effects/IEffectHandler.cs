using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.Effects;

/// <summary>Carries out the effects of one kind.</summary>
/// <remarks>
/// Called outside any actor, once per owed effect and incarnation of its entity, and again after each recovery while the effect is still owed. It goes on until it knows
/// an outcome, with bounded back-off between attempts, or until it is cancelled; cancelling ends the waiting, not the act.
/// </remarks>
public interface IEffectHandler
{
    /// <summary>Whether this handler carries out such an effect.</summary>
    bool Handles(Effect effect);

    /// <summary>Carries the effect out and returns the command that tells its outcome.</summary>
    /// <exception cref="OperationCanceledException">The effect is no longer owed, or the right to act was lost.</exception>
    Task<object> CarryOutAsync(Effect effect, EffectContext context, CancellationToken cancellationToken);
}

/// <summary>What a handler knows beside the effect.</summary>
/// <param name="EntityId">Whose effect it is.</param>
/// <param name="MayHaveHappened">True when an earlier attempt may have acted already (after a recovery, after a failure): look first.</param>
public readonly record struct EffectContext(string EntityId, bool MayHaveHappened);
