namespace ActorPlatform.Client.Model;

/// <summary>A command that somebody gave, and that changed something.</summary>
public sealed record AuditEntry : Answered
{
    /// <summary>UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who asked.</summary>
    public string? By { get; init; }

    /// <summary>Whose it is; null for a batch's.</summary>
    public string? JobId { get; init; }

    /// <summary>DEFINE, CHANGE_SPEC, or the operation's kind.</summary>
    public required string Command { get; init; }

    /// <summary>The operation that it made; null for definitions.</summary>
    public string? OperationId { get; init; }

    /// <summary>What the caller said.</summary>
    public string? Reason { get; init; }

    /// <summary>One sentence.</summary>
    public string? Summary { get; init; }
}
