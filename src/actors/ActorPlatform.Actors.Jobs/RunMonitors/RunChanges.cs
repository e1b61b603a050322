using System.Diagnostics.CodeAnalysis;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Actors.Jobs.RunMonitors;

/// <summary>What of a run's report is worth a word to its job. Counters that only count are not.</summary>
internal static class RunChanges
{
    /// <summary>Whether a report says something that the one before did not.</summary>
    public static bool IsNews(RunReport? before, RunReport now) => IsTurn(before, now)
        || before.LastCompletedId != now.LastCompletedId
        || !SameCheckpoints(before, now);

    /// <summary>Whether the run took a turn, after which more may follow soon. A checkpoint that completes is none: they come all the time, and would keep each poll of a stable run a fast one.</summary>
    public static bool IsTurn([NotNullWhen(false)] RunReport? before, RunReport now) => before is null
        || before.State != now.State
        || before.TasksRunning != now.TasksRunning
        || before.TasksTotal != now.TasksTotal
        || CheckpointsFail(before) != CheckpointsFail(now)
        || (now.RestAddress is not null && before.RestAddress != now.RestAddress)
        || Newest(before) < Newest(now);

    /// <summary>Whether the run is on its way to another state: worth a closer look.</summary>
    public static bool IsMoving(RunReport report) => report.State != FlinkJobState.Running || report.TasksRunning < report.TasksTotal || report.TasksTotal == 0;

    /// <summary>Turns the health, both ways; each further one that fails says nothing new.</summary>
    private static bool CheckpointsFail(RunReport report) => report.LastFailedId > report.LastCompletedId;

    private static bool SameCheckpoints(RunReport before, RunReport now) =>
        before.Completed.Select(c => c.Path).SequenceEqual(now.Completed.Select(c => c.Path), StringComparer.Ordinal);

    private static DateTimeOffset Newest(RunReport report) => report.Exceptions.IsEmpty ? DateTimeOffset.MinValue : report.Exceptions.Max(e => e.At);
}
