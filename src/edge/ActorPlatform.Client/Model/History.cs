using System.Text.Json;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Client.Model;

/// <summary>A run with its evidence.</summary>
public sealed record Run : Answered
{
    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    /// <summary>Where it runs or ran.</summary>
    public required string Cluster { get; init; }

    /// <summary>As its cluster names it.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>As Flink names it.</summary>
    public string? FlinkJobId { get; init; }

    /// <summary>Its tag on the cluster.</summary>
    public string? Tag { get; init; }

    /// <summary>The version of the spec that it was planned with.</summary>
    public int? SpecVersion { get; init; }

    /// <summary>What it started from.</summary>
    public Restored? Restore { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset? Planned { get; init; }

    /// <summary>When the cluster had it, UTC.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When all its tasks ran, UTC.</summary>
    public DateTimeOffset? Running { get; init; }

    /// <summary>UTC; null while it may be alive.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>How it ended.</summary>
    public string? Outcome { get; init; }

    /// <summary>Flink's web page.</summary>
    public string? WebUrl { get; init; }

    /// <summary>The proof of its end.</summary>
    public Evidence? Evidence { get; init; }
}

/// <summary>What a run started from.</summary>
/// <param name="Id">The restore point.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="Mode">NO_CLAIM or CLAIM.</param>
public sealed record Restored(string Id, string Path, string Mode);

/// <summary>The proof of a run's end.</summary>
/// <param name="Proof">Who said so.</param>
/// <param name="Diagnostics">In whose words.</param>
/// <param name="At">UTC.</param>
public sealed record Evidence(string Proof, string? Diagnostics, DateTimeOffset At);

/// <summary>An exception that Flink reported of a run.</summary>
/// <param name="At">UTC.</param>
/// <param name="Name">Its class.</param>
/// <param name="StackTrace">As Flink wrote it.</param>
/// <param name="Task">Where it happened; null where Flink does not say.</param>
public sealed record RunException(DateTimeOffset At, string Name, string StackTrace, string? Task);

/// <summary>A savepoint or checkpoint.</summary>
public sealed record RestorePoint : Answered
{
    /// <summary>The id, to be named in a start.</summary>
    public required string Id { get; init; }

    /// <summary>The run that made it.</summary>
    public required int Run { get; init; }

    /// <summary>CHECKPOINT, SAVEPOINT, STOP_SAVEPOINT.</summary>
    public required string Kind { get; init; }

    /// <summary>Its folder, without authority.</summary>
    public required string Path { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset? Completed { get; init; }

    /// <summary>As Flink says.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>CANONICAL or NATIVE, of savepoints.</summary>
    public string? Format { get; init; }

    /// <summary>Which Flink wrote it.</summary>
    public string? FlinkVersion { get; init; }

    /// <summary>The run that claimed it.</summary>
    public int? ClaimedBy { get; init; }

    /// <summary>Where it lies.</summary>
    public IReadOnlyList<Place>? On { get; init; }
}

/// <summary>A restore point on one cluster.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Proof">UNPROVEN, PROVEN, GONE.</param>
/// <param name="CheckedAt">When it was proven, UTC.</param>
public sealed record Place(string Cluster, string Proof, DateTimeOffset? CheckedAt);

/// <summary>A decision with what else there was, and why.</summary>
public sealed record Decision : Answered
{
    /// <summary>UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>RESTORE, RETRY, GIVE_UP, STRAY, RUN_GIVEN_UP.</summary>
    public required string Kind { get; init; }

    /// <summary>What was chosen.</summary>
    public string? Chosen { get; init; }

    /// <summary>What else there was.</summary>
    public IReadOnlyList<Candidate>? Candidates { get; init; }

    /// <summary>Why.</summary>
    public IReadOnlyList<string>? Reasons { get; init; }
}

/// <summary>A candidate of a decision.</summary>
/// <param name="Id">Which.</param>
/// <param name="Why">Why, or why not.</param>
public sealed record Candidate(string Id, string Why);

/// <summary>A version of a spec.</summary>
/// <param name="Version">From 1.</param>
/// <param name="At">UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Spec">The spec.</param>
public sealed record SpecVersion(int Version, DateTimeOffset At, string? By, JobSpec Spec);

/// <summary>Something that happened to a job.</summary>
public sealed record JobEvent : Answered
{
    /// <summary>To go on after: in the feed opaque, in a job's own list its number.</summary>
    public required string Position { get; init; }

    /// <summary>Whose it is; in the feed only.</summary>
    public string? JobId { get; init; }

    /// <summary>UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who asked for it.</summary>
    public string? By { get; init; }

    /// <summary>What kind.</summary>
    public required string Type { get; init; }

    /// <summary>Which run.</summary>
    public int? Run { get; init; }

    /// <summary>The status that the job has by it.</summary>
    public string? Status { get; init; }

    /// <summary>One sentence.</summary>
    public string? Summary { get; init; }

    /// <summary>The event as it is stored.</summary>
    public JsonElement Data { get; init; }
}

/// <summary>A page of a job's events.</summary>
public sealed record EventPage : Answered
{
    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<JobEvent> Items { get; init; }

    /// <summary>The position to ask after.</summary>
    public required string Next { get; init; }
}
