namespace ActorPlatform.Actors.Entities;

/// <summary>Where it is shown that an entity cannot be recovered.</summary>
internal interface IQuarantine
{
    Task MarkAsync(string entityId, string why, CancellationToken cancellationToken);

    /// <summary>False when it was not marked.</summary>
    Task<bool> ClearAsync(string entityId, CancellationToken cancellationToken);
}
