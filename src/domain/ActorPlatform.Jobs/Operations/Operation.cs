using System.Collections.Immutable;
using ActorPlatform.Jobs.Batches;

namespace ActorPlatform.Jobs.Operations;

/// <summary>What was asked.</summary>
public enum OperationKind
{
    /// <summary>Start or resume.</summary>
    Start,

    /// <summary>Stop with a savepoint.</summary>
    Suspend,

    /// <summary>Kill.</summary>
    Kill,

    /// <summary>Suspend, then start from that savepoint.</summary>
    Restart,

    /// <summary>A savepoint on demand.</summary>
    Savepoint,

    /// <summary>Kill what lives, then retire.</summary>
    Retire,

    /// <summary>One of these, of many jobs; never a job's own.</summary>
    Batch,
}

/// <summary>The states of an operation.</summary>
public enum OperationState
{
    /// <summary>Queued behind the running operation.</summary>
    Pending,

    /// <summary>In work.</summary>
    Running,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>Ended without success; the job says where it stands.</summary>
    Failed,
}

/// <summary>An accepted command and its progress.</summary>
public sealed record Operation
{
    /// <summary>The id, derived from the command's.</summary>
    public required OperationId Id { get; init; }

    /// <summary>What was asked.</summary>
    public required OperationKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public required OperationState State { get; init; }

    /// <summary>Who asked.</summary>
    public string? By { get; init; }

    /// <summary>When it was accepted, UTC.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The command's arguments that its later steps need.</summary>
    public OperationArguments Arguments { get; init; } = new();

    /// <summary>What happened, newest last; at most 30 lines.</summary>
    public ImmutableArray<OperationLine> Log { get; init; } = [];

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }

    /// <summary>Of a batch: how far it is; null for all others.</summary>
    public BatchCounts? Batch { get; init; }

    /// <summary>True once it has ended.</summary>
    public bool IsOver => State is OperationState.Succeeded or OperationState.Failed;
}

/// <summary>A line of an operation's log.</summary>
public sealed record OperationLine(DateTimeOffset At, string Text);

/// <summary>The arguments of all kinds of operations.</summary>
/// <param name="Restore">latest, none, or a restore point's id; null: as the rule says.</param>
/// <param name="Drain">Whether a stop drains.</param>
/// <param name="Format">CANONICAL or NATIVE.</param>
/// <param name="Reason">What the caller said.</param>
public sealed record OperationArguments(string? Restore = null, bool Drain = false, string? Format = null, string? Reason = null);

/// <summary>A command with progress was accepted.</summary>
public sealed record OperationReply(OperationId Id) : Behaviors.Reply;
