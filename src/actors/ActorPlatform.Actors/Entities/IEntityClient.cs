namespace ActorPlatform.Actors.Entities;

/// <summary>The entities of one kind, wherever they live. Thread safe.</summary>
/// <remarks>No method throws for what an entity or its storage does: that is an <see cref="EntityAnswer"/>. All waits are bounded by <see cref="EntityOptions.AskTimeout"/>.</remarks>
public interface IEntityClient
{
    /// <summary>Asks an entity. The answer comes after the command is durable.</summary>
    Task<EntityAnswer> AskAsync(string entityId, EntityCommand command, CancellationToken cancellationToken);

    /// <summary>Tells an entity something that the engine itself has seen. Not answered and not remembered; lost when the entity cannot take it: tell again what still holds.</summary>
    void Tell(string entityId, string commandId, object command);

    /// <summary>Reads the state from its owner: a <see cref="EntityAnswer.Sight"/>, Unavailable or Quarantined.</summary>
    Task<EntityAnswer> ReadAsync(string entityId, CancellationToken cancellationToken);

    /// <summary>Waits until the entity has a later commit than the given one, at most the given time; then as <see cref="ReadAsync"/>.</summary>
    Task<EntityAnswer> AwaitChangeAsync(string entityId, long afterSequence, TimeSpan atMost, CancellationToken cancellationToken);

    /// <summary>Loads the entity: Awake, Unavailable or Quarantined.</summary>
    Task<EntityAnswer> WakeAsync(string entityId, CancellationToken cancellationToken);

    /// <summary>Lets a quarantined entity try again: Released, Unavailable, or Quarantined when it failed again.</summary>
    Task<EntityAnswer> ReleaseAsync(string entityId, CancellationToken cancellationToken);
}

/// <summary>A command with its identity.</summary>
/// <param name="CommandId">Repeating it gets the first answer.</param>
/// <param name="Fingerprint">Of the command's content: the same id with another one is refused.</param>
/// <param name="By">Who asks.</param>
/// <param name="Command">The command.</param>
public sealed record EntityCommand(string CommandId, string Fingerprint, string? By, object Command);
