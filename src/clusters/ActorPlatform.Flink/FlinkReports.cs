using System.Collections.Immutable;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Flink;

/// <summary>Turns Flink's documents into the ports' reports.</summary>
internal static class FlinkReports
{
    public const int MaxExceptions = 16;
    private const int MaxStackChars = 4000;

    public static RunReport Run(FlinkJobState state, TaskCountsJson tasks, CheckpointsJson? checkpoints)
    {
        var known = (checkpoints?.History ?? [])
            .Append(checkpoints?.Latest?.Completed)
            .Append(checkpoints?.Latest?.Savepoint)
            .Where(item => item is { Status: "COMPLETED" })
            .Select(item => item!)
            .DistinctBy(item => item.Id)
            .ToList();
        return new RunReport(
            state,
            // A task of a bounded source that is done is no task that is missing.
            tasks.Running + tasks.Finished,
            tasks.Total,
            [.. known.Where(item => !item.Discarded && HasPath(item)).OrderBy(item => item.Id).Select(Checkpoint)],
            known.Count == 0 ? 0 : known.Max(item => item.Id),
            LastFailed(checkpoints),
            [],
            RestAddress: null);
    }

    // A savepoint that failed is told to whoever asked for it.
    private static long LastFailed(CheckpointsJson? checkpoints) => (checkpoints?.History ?? [])
        .Append(checkpoints?.Latest?.Failed)
        .Where(item => item is { Status: "FAILED", IsSavepoint: false })
        .Select(item => item!.Id)
        .DefaultIfEmpty(0)
        .Max();

    /// <summary>Newest last.</summary>
    public static IReadOnlyList<FlinkException> Parse(ExceptionsJson? document) =>
        [
            .. (document?.History?.Entries ?? [])
                .OrderBy(entry => entry.Timestamp)
                .TakeLast(MaxExceptions)
                .Select(entry => new FlinkException(Time(entry.Timestamp), entry.Name ?? "unknown", entry.StackTrace ?? "", entry.Task)),
        ];

    /// <summary>Cut to what is journaled: the start, and the innermost cause, which stands at the end.</summary>
    public static ImmutableArray<RunException> Exceptions(IReadOnlyList<FlinkException> exceptions) =>
        [.. exceptions.Select(item => new RunException(item.At, item.Name, StackTraces.Shorten(item.StackTrace, MaxStackChars), item.Task))];

    private static bool HasPath(CheckpointJson item) => item.Path is { Length: > 0 } path && path[0] != '<';

    private static CheckpointReport Checkpoint(CheckpointJson item)
    {
        var kind =
            !item.IsSavepoint ? RestorePointKind.Checkpoint
            : item.Type == "SYNC_SAVEPOINT" ? RestorePointKind.StopSavepoint
            : RestorePointKind.Savepoint;
        return new CheckpointReport(item.Id, kind, item.Path!, Time(item.LatestAck), item.StateSize, item.SavepointFormat);
    }

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, 0, 253402300799999));
}
