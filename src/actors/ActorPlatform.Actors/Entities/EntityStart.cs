namespace ActorPlatform.Actors.Entities;

/// <summary>Under what an entity is loaded.</summary>
/// <param name="EntityId">Whose machine it is.</param>
/// <param name="Incarnation">Of the node that loads it.</param>
/// <param name="MustClaim">True after a write of unknown outcome: it may still come, and only a new claim refuses it.</param>
/// <param name="NewCommitId">Makes the ids of attempts to write; different at each call, also over reloads.</param>
internal sealed record EntityStart(string EntityId, long Incarnation, bool MustClaim, Func<Guid> NewCommitId)
{
    /// <summary>Off only in negative controls, which show that the claim is what holds.</summary>
    public bool ClaimsFirst { get; init; } = true;
}
