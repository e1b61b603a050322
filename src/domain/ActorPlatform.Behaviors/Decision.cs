using System.Collections.Immutable;

namespace ActorPlatform.Behaviors;

/// <summary>The answer to a command: events to persist with the reply to give when they are durable, or a rejection that changes nothing.</summary>
/// <typeparam name="TEvent">The base of the events.</typeparam>
public abstract record Decision<TEvent>
{
    private Decision()
    {
    }

    /// <summary>Accepted: the events are persisted first, then the reply is given. No events: answered at once, nothing written.</summary>
    public sealed record Accepted(ImmutableArray<TEvent> Events, Reply Reply) : Decision<TEvent>;

    /// <summary>Rejected: nothing changes.</summary>
    public sealed record Rejected(Rejection Reason) : Decision<TEvent>;
}

/// <summary>What an accepted command answers; stored with the commit, so that a repeated command id gets it again.</summary>
public abstract record Reply;

/// <summary>Accepted with nothing to tell (outcomes, deadlines, observations).</summary>
public sealed record Done : Reply
{
    /// <summary>The only instance.</summary>
    public static readonly Done Instance = new();
}

/// <summary>Why a command was refused.</summary>
/// <param name="Code">Stable and dotted: <c>job.not-allowed</c>.</param>
/// <param name="Kind">What the caller can do about it.</param>
/// <param name="Message">Fact, value, what is allowed.</param>
public sealed record Rejection(string Code, RejectionKind Kind, string Message);

/// <summary>The families of rejections, as the ways in tell them apart.</summary>
public enum RejectionKind
{
    /// <summary>The entity does not exist.</summary>
    NotFound,

    /// <summary>Not allowed in this state.</summary>
    Conflict,

    /// <summary>The caller's view is outdated.</summary>
    Outdated,

    /// <summary>The same command id came with another content.</summary>
    KeyReused,

    /// <summary>The command itself is wrong.</summary>
    Invalid,

    /// <summary>The decision failed by a fault of ours; nothing changed.</summary>
    Fault,
}
