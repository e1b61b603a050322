using ActorPlatform.Jobs;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Api.Wire;

/// <summary>A job's newest run, in short. One that has ended says so.</summary>
internal sealed record CurrentRunBody(
    int Number, string? ApplicationId, string FlinkJobId, string? WebUrl, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Outcome)
{
    public static CurrentRunBody Of(Run run) => new(
        run.Number,
        run.Application?.Value,
        run.FlinkJob.Value,
        run.WebUrl,
        run.AcceptedAt ?? run.RunningAt,
        run.End?.At,
        run.End is { } end ? EnumNames.Of(end.Outcome) : null);
}

/// <summary>A run with its evidence.</summary>
internal sealed record RunBody
{
    /// <summary>Its identity towards the outside, with the job.</summary>
    public required int Number { get; init; }

    /// <summary>Where it was submitted.</summary>
    public required string Cluster { get; init; }

    /// <summary>YARN's id; left out until it is known.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>Flink's id.</summary>
    public required string FlinkJobId { get; init; }

    /// <summary>Its tag on YARN.</summary>
    public required string Tag { get; init; }

    /// <summary>What it was started with.</summary>
    public required int SpecVersion { get; init; }

    /// <summary>What it started from; left out when from nothing.</summary>
    public RestoredBody? Restore { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset Planned { get; init; }

    /// <summary>When the cluster accepted it.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When all its tasks ran.</summary>
    public DateTimeOffset? Running { get; init; }

    /// <summary>When it was proven over.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>How it ended.</summary>
    public string? Outcome { get; init; }

    /// <summary>Flink's own page.</summary>
    public string? WebUrl { get; init; }

    /// <summary>Who said that it is over, when, with which diagnostics; left out while it may be alive.</summary>
    public EvidenceBody? Evidence { get; init; }

    public static RunBody Of(Run run) => new()
    {
        Number = run.Number,
        Cluster = run.Cluster,
        ApplicationId = run.Application?.Value,
        FlinkJobId = run.FlinkJob.Value,
        Tag = RunIdentity.RunTag(run.Number),
        SpecVersion = run.SpecVersion,
        Restore = run.Restore is { } restore ? new RestoredBody(restore.Id.Value, restore.Path, restore.Mode) : null,
        Planned = run.PlannedAt,
        Started = run.AcceptedAt ?? run.RunningAt,
        Running = run.RunningAt,
        Ended = run.End?.At,
        Outcome = run.End is { } end ? EnumNames.Of(end.Outcome) : null,
        WebUrl = run.WebUrl,
        Evidence = run.End is { } proven ? new EvidenceBody(proven.Proof, string.IsNullOrEmpty(proven.Diagnostics) ? null : proven.Diagnostics, proven.At) : null,
    };
}

/// <summary>What a run started from.</summary>
internal sealed record RestoredBody(string Id, string Path, string Mode);

/// <summary>The proof of a run's end.</summary>
internal sealed record EvidenceBody(string Proof, string? Diagnostics, DateTimeOffset At);

/// <summary>An exception that Flink reported.</summary>
internal sealed record ExceptionBody(DateTimeOffset At, string Name, string StackTrace, string? Task);

/// <summary>A restore point and where it lies.</summary>
internal sealed record RestorePointBody(
    string Id, int Run, string Kind, string Path, DateTimeOffset Completed, long? SizeBytes, string? Format, string FlinkVersion, int? ClaimedBy, IReadOnlyList<RestorePointPlace> On)
{
    public static RestorePointBody Of(RestorePoint point) => new(
        point.Id.Value,
        point.Run,
        EnumNames.Of(point.Kind),
        point.Path,
        point.CompletedAt,
        point.SizeBytes,
        point.Format,
        point.FlinkVersion,
        point.ClaimedBy,
        [new RestorePointPlace(point.Cluster, EnumNames.Of(point.Proof), null)]);
}

/// <summary>A restore point on one cluster.</summary>
/// <param name="CheckedAt">When it was proven; left out while nobody looked.</param>
internal sealed record RestorePointPlace(string Cluster, string Proof, DateTimeOffset? CheckedAt);
