using Akka.Actor;

namespace ActorPlatform.Actors.Entities;

// Between a gate and its child, which live on one node: never serialised, and so marked.

/// <summary>Gate to child: a message, to be answered with <see cref="Answered"/> under its ticket.</summary>
internal sealed record Ticketed(long Ticket, EntityMessage Message) : INoSerializationVerificationNeeded;

/// <summary>Child to gate: the answer.</summary>
internal sealed record Answered(long Ticket, EntityAnswer Answer) : INoSerializationVerificationNeeded;

/// <summary>Child to gate: recovered.</summary>
internal sealed record Loaded : INoSerializationVerificationNeeded
{
    public static readonly Loaded Instance = new();
}

/// <summary>Child to gate, its last word: why it ends.</summary>
internal sealed record Ending(StopReason Reason, Exception? Cause) : INoSerializationVerificationNeeded;

/// <summary>Gate to child: may the entity leave the memory?</summary>
internal sealed record MayRest : INoSerializationVerificationNeeded
{
    public static readonly MayRest Instance = new();
}

/// <summary>Child to gate: it may.</summary>
internal sealed record Rest : INoSerializationVerificationNeeded
{
    public static readonly Rest Instance = new();
}

/// <summary>How a child is to load.</summary>
/// <param name="MustClaim">A write of unknown outcome may still come.</param>
/// <param name="AskForSnapshot">Whatever the index knows: the recovery before failed.</param>
internal sealed record EntityLoad(string EntityId, bool MustClaim, bool AskForSnapshot);
