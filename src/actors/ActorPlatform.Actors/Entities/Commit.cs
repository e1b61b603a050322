using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ActorPlatform.Actors.Storage.Rows;
using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.Entities;

/// <summary>One row of the journal: everything that one command changed, so that a write is all or nothing by itself.</summary>
public abstract record Commit
{
    /// <summary>This attempt to write; a write is acknowledged only when the row that stands there carries it.</summary>
    public required Guid Id { get; init; }

    /// <summary>The command that caused it; null for a claim.</summary>
    public string? CommandId { get; init; }

    /// <summary>Of the command's content: the same command id with another one is refused.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Who asked; null for the engine itself.</summary>
    public string? By { get; init; }

    /// <summary>When it was decided, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The incarnation that claims the entity; null for an ordinary commit. A claim is the first write of an owner, before its first decision or act.</summary>
    public long? Claim { get; init; }

    /// <summary>What the command is answered, and a repetition of it.</summary>
    public Reply? Reply { get; init; }

    /// <summary>Rows of the tables beside the journal, written in the same statement; not part of what is stored as the commit.</summary>
    [JsonIgnore]
    public SideRows? Rows { get; init; }
}

/// <summary>A commit with its events.</summary>
/// <typeparam name="TEvent">The base of the events.</typeparam>
public sealed record Commit<TEvent> : Commit
{
    /// <summary>The events, in order; empty for a claim.</summary>
    public ImmutableArray<TEvent> Events { get; init; } = [];
}
