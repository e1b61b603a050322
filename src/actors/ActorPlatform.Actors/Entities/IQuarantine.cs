namespace ActorPlatform.Actors.Entities;

/// <summary>Where it is shown that an entity cannot be recovered. Thread safe.</summary>
internal interface IQuarantine
{
    /// <summary>At the start of a process: learns of the marks that those before it left.</summary>
    Task LearnAsync(CancellationToken cancellationToken);

    /// <summary>False when it is surely not marked. Costs nothing: it is asked at each load.</summary>
    bool MayBeMarked(string entityId);

    Task MarkAsync(string entityId, string why, CancellationToken cancellationToken);

    /// <summary>False when it was not marked.</summary>
    Task<bool> ClearAsync(string entityId, CancellationToken cancellationToken);
}
