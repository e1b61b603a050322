using System.Text.Json.Serialization;

namespace ActorPlatform.Api.OpenApi;

/// <summary>A job's spec as it is sent. What is left out gets its default.</summary>
/// <param name="Name">1 to 200 characters; need not be unique.</param>
/// <param name="Artifact">The jar: a path on the cluster's own HDFS, without host.</param>
/// <param name="EntryClass">The full name of the main class.</param>
/// <param name="Target">Where it runs.</param>
internal sealed record SpecInput(string Name, string Artifact, string EntryClass, TargetInput Target)
{
    /// <summary>1 to 64 of a-z, 0-9 and '-'; default: default.</summary>
    public string? Tenant { get; init; }

    /// <summary>The creating system's own key, unique per tenant; the job's id derives from it.</summary>
    public string? ExternalId { get; init; }

    /// <summary>At most 64, for filters.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>Others than JAR are refused until they come.</summary>
    public string? Type { get; init; }

    /// <summary>The program's arguments, at most 1000.</summary>
    public IReadOnlyList<string>? Args { get; init; }

    /// <summary>Flink's version, major and minor; default: 1.20.</summary>
    public string? FlinkVersion { get; init; }

    /// <summary>1 to 32768; default: 1.</summary>
    public int? Parallelism { get; init; }

    /// <summary>What it may use.</summary>
    public ResourcesInput? Resources { get; init; }

    /// <summary>Flink options; they win over the cluster's defaults. Those that the engine owns are refused.</summary>
    public IReadOnlyDictionary<string, string>? FlinkConfig { get; init; }

    /// <summary>The retry policy.</summary>
    public RetryInput? Retry { get; init; }

    /// <summary>Rules for restore points.</summary>
    public StateInput? State { get; init; }

    /// <summary>Rules for the other site; kept, not yet used.</summary>
    public RecoveryInput? Recovery { get; init; }
}

/// <summary>Where a job runs.</summary>
/// <param name="Cluster">The cluster's name in the configuration.</param>
internal sealed record TargetInput(string Cluster)
{
    /// <summary>The pair, if any.</summary>
    public string? Pair { get; init; }

    /// <summary>Others than YARN_APPLICATION are refused until they come.</summary>
    public string? Mode { get; init; }

    /// <summary>YARN's queue; default: default.</summary>
    public string? Queue { get; init; }

    /// <summary>Priority within the queue, 0 to 1000; default: 0.</summary>
    public int? Priority { get; init; }
}

/// <summary>Resources of a job.</summary>
internal sealed record ResourcesInput(ProcessInput? JobManager, TaskManagerInput? TaskManager);

/// <summary>Resources of one process.</summary>
/// <param name="Memory">Total process size as Flink writes it, 256m to 1t.</param>
/// <param name="Cpu">Virtual cores, 1 to 64; default: 1.</param>
internal record ProcessInput(string? Memory, int? Cpu);

/// <summary>Resources of a TaskManager.</summary>
/// <param name="Slots">Task slots, 1 to 64; default: 1.</param>
internal sealed record TaskManagerInput(string? Memory, int? Cpu, int? Slots) : ProcessInput(Memory, Cpu);

/// <summary>How often and how soon a failed run is followed by another.</summary>
/// <param name="MaxAttempts">Runs after a failure within the window, 0 to 1000; then FAILED. Default: 10.</param>
/// <param name="Window">Time in which attempts count, without the waits before retries; default: PT1H.</param>
/// <param name="InitialBackoff">Wait before the first retry; doubles from there. Default: PT10S.</param>
/// <param name="MaxBackoff">The longest wait; default: PT10M.</param>
internal record RetryRuleInput(int? MaxAttempts, string? Window, string? InitialBackoff, string? MaxBackoff);

/// <summary>The retry policy.</summary>
/// <param name="ByClass">Overrides by failure class: SUBMISSION, RESOURCES, USER_CODE, INFRASTRUCTURE, RESTORE, UNKNOWN.</param>
internal sealed record RetryInput(int? MaxAttempts, string? Window, string? InitialBackoff, string? MaxBackoff, IReadOnlyDictionary<string, RetryRuleInput>? ByClass)
    : RetryRuleInput(MaxAttempts, Window, InitialBackoff, MaxBackoff);

/// <summary>Rules for restore points.</summary>
/// <param name="MaxAge">A restore point older than this is pointed out by explain; default: P1D.</param>
/// <param name="SavepointEvery">Kept, not yet used.</param>
/// <param name="Retain">Checkpoints that Flink retains, 1 to 100; default: 5.</param>
/// <param name="Claim">Flink's restore mode; default: NO_CLAIM.</param>
internal sealed record StateInput(string? MaxAge, string? SavepointEvery, int? Retain, string? Claim);

/// <summary>Rules for the other site.</summary>
/// <param name="Replicate">Whether restore points are copied; default: true.</param>
/// <param name="Rpo">How old a copy may be; default: PT20M.</param>
/// <param name="WaveClass">Order of a switchover; default: NORMAL.</param>
internal sealed record RecoveryInput(bool? Replicate, string? Rpo, string? WaveClass);

/// <summary>What to start from.</summary>
/// <param name="Restore">latest, none, or the id of a restore point; may be left out where the rule decides.</param>
internal sealed record RestoreInput(string? Restore);

/// <summary>How to stop.</summary>
/// <param name="Drain">Emits the maximum watermark first, for a job that will not go on; default: false.</param>
internal sealed record SuspendInput(bool? Drain);

/// <summary>How a death is to be proven.</summary>
/// <param name="Fence">PROOF waits until the run is seen dead; OPERATOR_CONFIRMS_DEAD takes your word for it. Default: PROOF.</param>
/// <param name="Reason">How you know, for OPERATOR_CONFIRMS_DEAD; journaled. At most 1000 characters.</param>
internal sealed record KillInput(string? Fence, string? Reason);

/// <summary>How the savepoint is written.</summary>
/// <param name="Format">CANONICAL, readable by later versions of Flink; or NATIVE, quicker. Default: CANONICAL.</param>
internal sealed record SavepointInput(string? Format);

/// <summary>What is wanted of many jobs.</summary>
/// <param name="Action">What each job is asked.</param>
/// <param name="Select">Which jobs: `ids`, or filters.</param>
/// <param name="Options">How each job is asked.</param>
/// <param name="ExpectCount">How many jobs you believe that the selection has; required with filters. Another number is 409 `batch.count-changed`.</param>
/// <param name="Reason">Journaled with the batch and with each job's operation; 900 characters at most.</param>
/// <param name="Parallelism">Jobs in work at one time, 1 to 100; default: 10.</param>
internal sealed record BatchInput(string Action, BatchSelectInput Select, BatchOptionsInput? Options, int? ExpectCount, string? Reason, int? Parallelism);

/// <summary>Which jobs: these ids, or all that pass every filter. One of both, and not nothing.</summary>
/// <param name="Ids">1,000 at most.</param>
/// <param name="Status">Any of these; left out: all but RETIRED.</param>
/// <param name="Tenant">Only this tenant.</param>
/// <param name="Cluster">Only jobs on this cluster.</param>
/// <param name="Health">Any of these: GREEN, YELLOW, RED.</param>
/// <param name="Label">All of these labels, each `key:value`.</param>
/// <param name="Q">Only names that contain this text.</param>
/// <param name="Quarantined">Only jobs that could not be loaded, or only others.</param>
internal sealed record BatchSelectInput(
    IReadOnlyList<string>? Ids, IReadOnlyList<string>? Status, string? Tenant, string? Cluster, IReadOnlyList<string>? Health, IReadOnlyList<string>? Label, string? Q, bool? Quarantined);

/// <summary>How each job is asked; each option belongs to some actions only.</summary>
/// <param name="Restore">START, RESTART: latest or none. A single restore point belongs to one job.</param>
/// <param name="Drain">SUSPEND: emits the maximum watermark first.</param>
/// <param name="Format">SAVEPOINT: how it is written; default: CANONICAL.</param>
/// <param name="Force">DELETE: kills a run that may be alive first.</param>
internal sealed record BatchOptionsInput(string? Restore, bool? Drain, string? Format, bool? Force);

/// <summary>Nothing is taken.</summary>
internal sealed record EmptyInput;

/// <summary>The shapes of requests for the document: requests themselves are read by hand, to report all problems at once.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SpecInput))]
[JsonSerializable(typeof(RestoreInput))]
[JsonSerializable(typeof(SuspendInput))]
[JsonSerializable(typeof(KillInput))]
[JsonSerializable(typeof(SavepointInput))]
[JsonSerializable(typeof(BatchInput))]
[JsonSerializable(typeof(EmptyInput))]
internal sealed partial class InputJson : JsonSerializerContext;
