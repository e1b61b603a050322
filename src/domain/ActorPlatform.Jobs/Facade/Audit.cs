using System.Collections.Immutable;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Jobs.Facade;

/// <summary>Filters of what was asked for; null filters nothing.</summary>
/// <param name="Since">Then or later.</param>
/// <param name="Until">Before.</param>
/// <param name="Limit">1 to 500.</param>
/// <param name="Cursor">Where the page before ended; null for the first.</param>
public sealed record AuditQuery(JobId? Job, string? By, DateTimeOffset? Since, DateTimeOffset? Until, int Limit, string? Cursor)
{
    /// <summary>What is wrong with its times, whichever way it comes in.</summary>
    public ImmutableArray<SpecProblem> Check()
    {
        var problems = new ProblemCollector();
        if (Until <= Since)
            problems.Add("until", "is not after since.");
        return problems.ToImmutable();
    }
}

/// <summary>A page of what was asked for.</summary>
/// <param name="NextCursor">Null on the last page.</param>
public sealed record AuditPage(ImmutableArray<AuditEntry> Items, string? NextCursor);

/// <summary>A command that somebody gave, and that changed something.</summary>
/// <param name="Job">Null for a batch.</param>
/// <param name="Command">DEFINE, CHANGE_SPEC, or the operation's kind.</param>
/// <param name="Operation">The operation that it made; null for definitions.</param>
/// <param name="Reason">What the caller said.</param>
/// <param name="Summary">One sentence.</param>
public sealed record AuditEntry(DateTimeOffset At, string? By, JobId? Job, string Command, OperationId? Operation, string? Reason, string Summary);
