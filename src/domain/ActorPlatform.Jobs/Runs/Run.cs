using System.Collections.Immutable;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Retry;

namespace ActorPlatform.Jobs.Runs;

/// <summary>One attempt to have the job running. Its number is its identity towards the outside.</summary>
public sealed record Run
{
    /// <summary>1, 2, 3 … per job; never used twice.</summary>
    public required int Number { get; init; }

    /// <summary>The spec version it runs.</summary>
    public required int SpecVersion { get; init; }

    /// <summary>The cluster it runs on.</summary>
    public required string Cluster { get; init; }

    /// <summary>The Flink job id that was assigned before anything was submitted.</summary>
    public required FlinkJobId FlinkJob { get; init; }

    /// <summary>What it starts from; null: from nothing.</summary>
    public RestoreChoice? Restore { get; init; }

    /// <summary>When it was decided, UTC.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>The application id, once it was journaled; before that nothing was submitted.</summary>
    public ApplicationId? Application { get; init; }

    /// <summary>After this time the submission is never posted again, UTC.</summary>
    public DateTimeOffset? PostUntil { get; init; }

    /// <summary>When the cluster was seen to have it, UTC.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>When all tasks were first seen running, UTC.</summary>
    public DateTimeOffset? RunningAt { get; init; }

    /// <summary>The JobManager's own REST address (host:port) as last seen.</summary>
    public string? RestAddress { get; init; }

    /// <summary>Where a person can look at it.</summary>
    public string? WebUrl { get; init; }

    /// <summary>The trigger ids of its stops with savepoint, oldest first; a stop that was given up may complete all the same. At most 10.</summary>
    public ImmutableArray<string> StopTriggers { get; init; } = [];

    /// <summary>The restart whose stop was given up and may complete all the same: then it is started again. Null: none, or another stop was asked since.</summary>
    public OperationArguments? GivenUpRestart { get; init; }

    /// <summary>The trigger id of the stop in work, or of the last one; null when none was asked.</summary>
    public string? StopTrigger => StopTriggers.IsEmpty ? null : StopTriggers[^1];

    /// <summary>What the resource manager said when it was seen final; the proof of death may still be missing.</summary>
    public ApplicationReport? Final { get; init; }

    /// <summary>Why nothing of it can live, where the final report alone does not say so; what it left is still looked for. Null before that.</summary>
    public string? Proof { get; init; }

    /// <summary>How it ended, with the proof; null while it may be alive.</summary>
    public RunEnd? End { get; init; }

    /// <summary>Exceptions that Flink reported, newest last; kept after the run is gone; at most 16.</summary>
    public ImmutableArray<RunException> Exceptions { get; init; } = [];

    /// <summary>True once it must end: it is killed until it is seen final.</summary>
    public bool KillAsked { get; init; }

    /// <summary>Why the engine gave it up by itself.</summary>
    public Failure? GivenUp { get; init; }

    /// <summary>True while something of it may be alive.</summary>
    public bool MayLive => End is null && Application is not null;
}

/// <summary>An application that should not be, and is killed: of an ended run, or a second one of a run.</summary>
public sealed record Stray(int Run, string Cluster, ApplicationId Application);

/// <summary>How a run ended.</summary>
public enum RunOutcome
{
    /// <summary>It ended by itself.</summary>
    Finished,

    /// <summary>It was stopped with a savepoint.</summary>
    Stopped,

    /// <summary>It was killed or cancelled.</summary>
    Killed,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>Nothing was ever submitted for it.</summary>
    NeverSubmitted,
}

/// <summary>The end of a run with its evidence: who said so, when, with which diagnostics.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Proof">Why we hold that nothing of it lives: who said so.</param>
/// <param name="Diagnostics">What the cluster said; may be empty.</param>
/// <param name="At">When the end was proven, UTC.</param>
public sealed record RunEnd(RunOutcome Outcome, string Proof, string? Diagnostics, DateTimeOffset At);

/// <summary>An exception that Flink reported.</summary>
/// <param name="At">Flink's time of it, UTC.</param>
/// <param name="Name">The exception's class.</param>
/// <param name="StackTrace">The stack trace, at most 4,000 characters.</param>
/// <param name="Task">The task, where Flink names one.</param>
public sealed record RunException(DateTimeOffset At, string Name, string StackTrace, string? Task);
