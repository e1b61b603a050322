namespace ActorPlatform.Behaviors;

/// <summary>What a decision may know beside state and command.</summary>
/// <param name="Now">The time of the decision, UTC; the only clock that a behaviour sees.</param>
/// <param name="EntityId">The entity's id.</param>
/// <param name="CommandId">The command's id: repeating it gets the first answer.</param>
/// <param name="By">Who asks, or null for the engine itself.</param>
public readonly record struct DecideContext(DateTimeOffset Now, string EntityId, string CommandId, string? By);
