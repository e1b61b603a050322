namespace ActorPlatform.Jobs.RestorePoints;

/// <summary>What kind of state a restore point is.</summary>
public enum RestorePointKind
{
    /// <summary>A completed checkpoint that Flink retains.</summary>
    Checkpoint,

    /// <summary>A savepoint taken on demand.</summary>
    Savepoint,

    /// <summary>The savepoint of a stop.</summary>
    StopSavepoint,
}

/// <summary>How far a restore point is trusted.</summary>
public enum Proof
{
    /// <summary>Completed as Flink says; its files were not checked.</summary>
    Unproven,

    /// <summary>Its metadata was read and every file found.</summary>
    Proven,

    /// <summary>Proven to be gone or broken.</summary>
    Gone,
}

/// <summary>A savepoint or checkpoint in a job's ledger, keyed (job, run, id).</summary>
public sealed record RestorePoint
{
    /// <summary><c>r4-c17</c> for checkpoint 17 of run 4, <c>r4-s-…</c> for a savepoint.</summary>
    public required RestorePointId Id { get; init; }

    /// <summary>The run that made it.</summary>
    public required int Run { get; init; }

    /// <summary>Its kind.</summary>
    public required RestorePointKind Kind { get; init; }

    /// <summary>Its directory, scheme without authority: <c>hdfs:///flink/…</c>.</summary>
    public required string Path { get; init; }

    /// <summary>When Flink completed it, UTC; restore points of all runs are ordered by it.</summary>
    public required DateTimeOffset CompletedAt { get; init; }

    /// <summary>Size in bytes as Flink says; null where it was not told.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>CANONICAL or NATIVE for savepoints.</summary>
    public string? Format { get; init; }

    /// <summary>The Flink version that wrote it.</summary>
    public required string FlinkVersion { get; init; }

    /// <summary>The cluster it lies on.</summary>
    public required string Cluster { get; init; }

    /// <summary>How far it is trusted.</summary>
    public Proof Proof { get; init; }

    /// <summary>Failed restores from it since its last good one.</summary>
    public int FailedRestores { get; init; }

    /// <summary>The run that claimed it: it belongs to that run's Flink now, and is never offered again.</summary>
    public int? ClaimedBy { get; init; }
}

/// <summary>What a run starts from.</summary>
/// <param name="Id">The ledger's id.</param>
/// <param name="Path">The directory.</param>
/// <param name="Mode">NO_CLAIM or CLAIM.</param>
public sealed record RestoreChoice(RestorePointId Id, string Path, string Mode);
