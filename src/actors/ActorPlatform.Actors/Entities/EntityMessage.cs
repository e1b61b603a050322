using Akka.Actor;

namespace ActorPlatform.Actors.Entities;

/// <summary>What may be sent to an entity through its shard region. Sent between nodes: names and shapes are for ever.</summary>
public abstract record EntityMessage(string EntityId);

/// <summary>A command; answered with an <see cref="EntityAnswer"/>.</summary>
/// <param name="CommandId">Its identity.</param>
/// <param name="Fingerprint">Of its content; null for the engine's own commands.</param>
/// <param name="By">Who asks; null for the engine itself.</param>
/// <param name="TraceParent">The trace that it belongs to, as W3C writes it.</param>
public sealed record AskEntity(string EntityId, string CommandId, string? Fingerprint, string? By, object Command, string? TraceParent) : EntityMessage(EntityId);

/// <summary>Answered with a <see cref="EntityAnswer.Sight"/>.</summary>
public sealed record ReadEntity(string EntityId) : EntityMessage(EntityId);

/// <summary>Answered with a <see cref="EntityAnswer.Sight"/> as soon as the entity has a later commit than the given one, or when the time is over.</summary>
public sealed record AwaitEntity(string EntityId, long AfterSequence, TimeSpan AtMost) : EntityMessage(EntityId);

/// <summary>Loads the entity, so that it looks after what it owes; answered with <see cref="EntityAnswer.Awake"/>.</summary>
public sealed record WakeEntity(string EntityId) : EntityMessage(EntityId);

/// <summary>Lets a quarantined entity try again; answered with <see cref="EntityAnswer.Released"/> when it has loaded.</summary>
public sealed record ReleaseEntity(string EntityId) : EntityMessage(EntityId);

/// <summary>Hand-off: finish the write in flight and end. Sent on one node only.</summary>
public sealed record StopEntity : INoSerializationVerificationNeeded
{
    /// <summary>The only instance.</summary>
    public static readonly StopEntity Instance = new();
}
