namespace ActorPlatform.Actors.Entities;

/// <summary>The first answers to commands that their entities do not remember any more.</summary>
internal interface ICommandHistory
{
    /// <summary>Null when no commit of the entity has that command.</summary>
    Task<FirstAnswer?> FindAsync(string persistenceId, string commandId, CancellationToken cancellationToken);
}
