using System.Collections.Immutable;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Jobs.Runs;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Jobs;

/// <summary>All that a job knows. Snapshotted: new members need defaults.</summary>
public sealed record JobState
{
    /// <summary>Before the first event.</summary>
    public static readonly JobState Initial = new();

    /// <summary>The id; empty before the definition.</summary>
    public JobId Id { get; init; }

    /// <summary>The status.</summary>
    public JobStatus Status { get; init; }

    /// <summary>Where within the status.</summary>
    public JobPhase Phase { get; init; }

    /// <summary>The deadline of the present phase, UTC; null at rest.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>The present spec; null before the definition.</summary>
    public JobSpec? Spec { get; init; }

    /// <summary>The present spec's version, from 1.</summary>
    public int SpecVersion { get; init; }

    /// <summary>The spec that the current run was planned with, when it is not the present one.</summary>
    public JobSpec? RunSpec { get; init; }

    /// <summary>When it was defined, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed, UTC.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The health with its reasons.</summary>
    public Health Health { get; init; }

    /// <summary>Why the health is not green.</summary>
    public ImmutableArray<string> HealthReasons { get; init; } = [];

    /// <summary>The number of the newest run; 0 before the first.</summary>
    public int LastRun { get; init; }

    /// <summary>Runs, oldest first, the newest 20; older ones are in the journal.</summary>
    public ImmutableArray<Run> Runs { get; init; } = [];

    /// <summary>The number of the run that deliberately started from nothing last; older restore points do not count.</summary>
    public int FreshSince { get; init; }

    /// <summary>The last start from a restore point that its caller chose; what was passed over by it does not count. Null: none since the last fresh start.</summary>
    public NamedStart? NamedStart { get; init; }

    /// <summary>The ledger, in the order of completion.</summary>
    public ImmutableArray<RestorePoint> Ledger { get; init; } = [];

    /// <summary>Operations, oldest first: the unfinished and the newest 20 finished ones.</summary>
    public ImmutableArray<Operation> Operations { get; init; } = [];

    /// <summary>Savepoints on demand in work.</summary>
    public ImmutableArray<PendingSavepoint> Savepoints { get; init; } = [];

    /// <summary>Applications that should not be; at most 20.</summary>
    public ImmutableArray<Stray> Strays { get; init; } = [];

    /// <summary>When runs followed a failure, each moved by the back-off's waits since: those do not make them old. The newest 1,000.</summary>
    public ImmutableArray<DateTimeOffset> Retries { get; init; } = [];

    /// <summary>Why the last run failed, until one runs well again.</summary>
    public Failure? Failure { get; init; }

    /// <summary>The newest 10 decisions, newest last.</summary>
    public ImmutableArray<JobDecision> Decisions { get; init; } = [];

    /// <summary>The newest run; null before the first.</summary>
    public Run? Run => Runs.IsEmpty ? null : Runs[^1];

    /// <summary>True once a deadline of the present phase was missed.</summary>
    public bool Overdue { get; init; }

    /// <summary>The operation in work; null when there is none.</summary>
    public Operation? Current => Operations.FirstOrDefault(o => o.State == OperationState.Running && o.Kind != OperationKind.Savepoint);

    /// <summary>The spec that the current run uses.</summary>
    public JobSpec? EffectiveSpec => RunSpec ?? Spec;
}

/// <summary>A savepoint on demand in work.</summary>
public sealed record PendingSavepoint(OperationId Operation, int Run, string TriggerId, string Format, DateTimeOffset Due);
