using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.Entities;

/// <summary>What an entity, or the gate in front of it, answers. Nothing is acknowledged before it is durable.</summary>
public abstract record EntityAnswer
{
    private EntityAnswer()
    {
    }

    /// <summary>The command was accepted and is durable; a repetition under the same command id gets the same reply.</summary>
    public sealed record Accepted(Reply Reply) : EntityAnswer;

    /// <summary>The command was refused; nothing changed.</summary>
    public sealed record Rejected(Rejection Reason) : EntityAnswer;

    /// <summary>Too many commands wait for this entity; nothing was done.</summary>
    public sealed record Busy(TimeSpan RetryAfter) : EntityAnswer;

    /// <summary>The command with this id is in work: what becomes of it is told to whoever sent it first, and to a repetition after that.</summary>
    public sealed record InProgress(TimeSpan RetryAfter) : EntityAnswer;

    /// <summary>No owner may answer just now. The command was not done, or its outcome is unknown: repeating it under the same command id is safe.</summary>
    public sealed record Unavailable(string Why, TimeSpan RetryAfter) : EntityAnswer;

    /// <summary>The entity moves to another node. The command was not done, or its outcome is unknown: whoever asked asks its region again, which knows where the entity is next.</summary>
    internal sealed record Moving : EntityAnswer;

    /// <summary>The entity cannot be recovered and waits for a release by an operator.</summary>
    public sealed record Quarantined(string Why) : EntityAnswer;

    /// <summary>The state as its owner has it.</summary>
    /// <param name="State">The entity's state; its type is that of the definition.</param>
    /// <param name="Sequence">The number of the last commit in it; 0 for an entity that was never written.</param>
    public sealed record Sight(object State, long Sequence) : EntityAnswer;

    /// <summary>The entity is loaded and looks after what it owes.</summary>
    public sealed record Awake : EntityAnswer;

    /// <summary>The answer to a release.</summary>
    /// <param name="WasQuarantined">False when there was nothing to release.</param>
    public sealed record Released(bool WasQuarantined) : EntityAnswer;
}
