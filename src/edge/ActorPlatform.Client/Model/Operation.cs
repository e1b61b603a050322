using System.Text.Json.Serialization;

namespace ActorPlatform.Client.Model;

/// <summary>An accepted command and its progress.</summary>
public sealed record Operation : Answered
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is; null for a batch's.</summary>
    public string? JobId { get; init; }

    /// <summary>START, SUSPEND, KILL, RESTART, SAVEPOINT, RETIRE; BATCH.</summary>
    public required string Kind { get; init; }

    /// <summary>PENDING, RUNNING, SUCCEEDED, FAILED; null when it was accepted but could not be read just then.</summary>
    public string? State { get; init; }

    /// <summary>The newest line of the log; of a batch: how many of its jobs are done.</summary>
    public string? Progress { get; init; }

    /// <summary>What happened, newest last.</summary>
    public IReadOnlyList<OperationLine>? Log { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }

    /// <summary>Who asked.</summary>
    public string? By { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Of a batch: how far it is.</summary>
    public BatchProgress? Batch { get; init; }

    /// <summary>True once it has ended.</summary>
    [JsonIgnore]
    public bool IsOver => State is "SUCCEEDED" or "FAILED";
}

/// <summary>A line of an operation's log.</summary>
/// <param name="At">UTC.</param>
/// <param name="Text">What happened.</param>
public sealed record OperationLine(DateTimeOffset At, string Text);
