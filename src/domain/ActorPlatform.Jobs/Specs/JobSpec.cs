using System.Collections.Immutable;

namespace ActorPlatform.Jobs.Specs;

/// <summary>What the user defines: the contract's spec (HTTP API, version 1).</summary>
public sealed record JobSpec
{
    /// <summary>1 to 200 characters; need not be unique.</summary>
    public required string Name { get; init; }

    /// <summary>The tenant, of <c>[a-z0-9-]</c>.</summary>
    public string Tenant { get; init; } = "default";

    /// <summary>The creating system's own key, unique per tenant; the job's id derives from it.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Labels for filters.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>JAR; others are refused until they come.</summary>
    public string Type { get; init; } = "JAR";

    /// <summary>The jar: a path on the cluster's HDFS, without authority.</summary>
    public required string Artifact { get; init; }

    /// <summary>The main class.</summary>
    public required string EntryClass { get; init; }

    /// <summary>The program's arguments.</summary>
    public ImmutableArray<string> Args { get; init; } = [];

    /// <summary>Flink's version, major and minor: <c>1.20</c>.</summary>
    public string FlinkVersion { get; init; } = "1.20";

    /// <summary>Default parallelism.</summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>Where it runs.</summary>
    public required TargetSpec Target { get; init; }

    /// <summary>What it may use.</summary>
    public ResourcesSpec Resources { get; init; } = new();

    /// <summary>Flink options; they win over the cluster's defaults.</summary>
    public ImmutableSortedDictionary<string, string> FlinkConfig { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The retry policy.</summary>
    public RetrySpec Retry { get; init; } = new();

    /// <summary>Rules for restore points.</summary>
    public StateSpec State { get; init; } = new();

    /// <summary>Rules for the other site; kept, not yet used.</summary>
    public RecoverySpec Recovery { get; init; } = new();
}

/// <summary>Where a job runs.</summary>
public sealed record TargetSpec
{
    /// <summary>The pair, if any.</summary>
    public string? Pair { get; init; }

    /// <summary>The cluster's name in the configuration.</summary>
    public required string Cluster { get; init; }

    /// <summary>YARN_APPLICATION; others are refused until they come.</summary>
    public string Mode { get; init; } = "YARN_APPLICATION";

    /// <summary>The queue.</summary>
    public string Queue { get; init; } = "default";

    /// <summary>Priority within the queue, 0 to 1000.</summary>
    public int Priority { get; init; }
}

/// <summary>Resources of a job.</summary>
public sealed record ResourcesSpec
{
    /// <summary>The JobManager's process.</summary>
    public ProcessSpec JobManager { get; init; } = new() { Memory = "1g" };

    /// <summary>Each TaskManager's process.</summary>
    public TaskManagerSpec TaskManager { get; init; } = new() { Memory = "2g" };
}

/// <summary>Resources of one process.</summary>
public record ProcessSpec
{
    /// <summary>Total process size as Flink writes it: <c>1g</c>, <c>1600m</c>.</summary>
    public required string Memory { get; init; }

    /// <summary>Virtual cores, 1 to 64.</summary>
    public int Cpu { get; init; } = 1;
}

/// <summary>Resources of a TaskManager.</summary>
public sealed record TaskManagerSpec : ProcessSpec
{
    /// <summary>Task slots, 1 to 64.</summary>
    public int Slots { get; init; } = 1;
}

/// <summary>How often and how soon a failed run is followed by another.</summary>
public record RetryRule
{
    /// <summary>Runs after a failure within the window, 0 to 1000; then FAILED.</summary>
    public int MaxAttempts { get; init; } = 10;

    /// <summary>The window in which attempts count: time in which the job ran or was being started, without the waits before its retries.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Wait before the first retry; doubles from there.</summary>
    public TimeSpan InitialBackoff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest wait.</summary>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromMinutes(10);
}

/// <summary>The retry policy with its exceptions by failure class.</summary>
public sealed record RetrySpec : RetryRule
{
    /// <summary>Overrides by failure class (SUBMISSION, RESOURCES, USER_CODE, INFRASTRUCTURE, RESTORE, UNKNOWN).</summary>
    public ImmutableSortedDictionary<string, RetryRule> ByClass { get; init; } = ImmutableSortedDictionary<string, RetryRule>.Empty;
}

/// <summary>Rules for restore points.</summary>
public sealed record StateSpec
{
    /// <summary>A restore point older than this is pointed out by explain.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Savepoints taken by the engine itself; kept, not yet used.</summary>
    public TimeSpan? SavepointEvery { get; init; }

    /// <summary>Checkpoints that Flink retains, 1 to 100.</summary>
    public int Retain { get; init; } = 5;

    /// <summary>Restore mode: NO_CLAIM or CLAIM.</summary>
    public string Claim { get; init; } = "NO_CLAIM";
}

/// <summary>Rules for the other site.</summary>
public sealed record RecoverySpec
{
    /// <summary>Whether restore points are copied.</summary>
    public bool Replicate { get; init; } = true;

    /// <summary>How old a copy may be.</summary>
    public TimeSpan Rpo { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>Order of a switchover: HIGH, NORMAL, LOW.</summary>
    public string WaveClass { get; init; } = "NORMAL";
}
