using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Api.Wire;

/// <summary>A command that somebody gave, and that changed something.</summary>
/// <param name="JobId">Left out of a batch's.</param>
/// <param name="Command">DEFINE, CHANGE_SPEC, or the operation's kind.</param>
/// <param name="OperationId">The operation that it made; left out for definitions.</param>
/// <param name="Reason">What the caller said.</param>
internal sealed record AuditBody(DateTimeOffset At, string? By, string? JobId, string Command, string? OperationId, string? Reason, string Summary)
{
    public static AuditBody Of(AuditEntry entry) => new(entry.At, entry.By, entry.Job?.Value, entry.Command, entry.Operation?.Value, entry.Reason, entry.Summary);
}
