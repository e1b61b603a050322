namespace ActorPlatform.Actors.Entities;

/// <summary>What the journal holds of an entity cannot be made a state: by a fault of the software or of what is stored, not by a storage that is away.</summary>
public sealed class EntityRecoveryException(string message, Exception? inner) : Exception(message, inner);
