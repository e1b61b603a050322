using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Jobs.Runs;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Jobs.Events;

/// <summary>What happened to a job. Stored: names and shapes are for ever; a changed shape gets an upcaster.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$")]
[JsonDerivedType(typeof(JobDefined), "job-defined")]
[JsonDerivedType(typeof(SpecChanged), "spec-changed")]
[JsonDerivedType(typeof(OperationAccepted), "operation-accepted")]
[JsonDerivedType(typeof(OperationStarted), "operation-started")]
[JsonDerivedType(typeof(OperationNoted), "operation-noted")]
[JsonDerivedType(typeof(OperationEnded), "operation-ended")]
[JsonDerivedType(typeof(DecisionMade), "decision-made")]
[JsonDerivedType(typeof(RunPlanned), "run-planned")]
[JsonDerivedType(typeof(SubmissionIntended), "submission-intended")]
[JsonDerivedType(typeof(SubmissionAccepted), "submission-accepted")]
[JsonDerivedType(typeof(RunStarted), "run-started")]
[JsonDerivedType(typeof(RunAddressed), "run-addressed")]
[JsonDerivedType(typeof(CheckpointsCompleted), "checkpoints-completed")]
[JsonDerivedType(typeof(ExceptionsSeen), "exceptions-seen")]
[JsonDerivedType(typeof(HealthChanged), "health-changed")]
[JsonDerivedType(typeof(StopAsked), "stop-asked")]
[JsonDerivedType(typeof(StopAbandoned), "stop-abandoned")]
[JsonDerivedType(typeof(SavepointAsked), "savepoint-asked")]
[JsonDerivedType(typeof(SavepointCompleted), "savepoint-completed")]
[JsonDerivedType(typeof(SavepointAbandoned), "savepoint-abandoned")]
[JsonDerivedType(typeof(KillAsked), "kill-asked")]
[JsonDerivedType(typeof(RunSeenFinal), "run-seen-final")]
[JsonDerivedType(typeof(RunProvenDead), "run-proven-dead")]
[JsonDerivedType(typeof(RunEnded), "run-ended")]
[JsonDerivedType(typeof(StraySeen), "stray-seen")]
[JsonDerivedType(typeof(StrayGone), "stray-gone")]
[JsonDerivedType(typeof(DeadlineMissed), "deadline-missed")]
[JsonDerivedType(typeof(RestorePointDistrusted), "restore-point-distrusted")]
[JsonDerivedType(typeof(RetryScheduled), "retry-scheduled")]
[JsonDerivedType(typeof(JobRested), "job-rested")]
public abstract record JobEvent(DateTimeOffset At);

/// <summary>The job was defined, as spec version 1.</summary>
public sealed record JobDefined(DateTimeOffset At, JobId Job, JobSpec Spec, string? By) : JobEvent(At);

/// <summary>A new spec version stands; it takes effect at the next start.</summary>
public sealed record SpecChanged(DateTimeOffset At, int Version, JobSpec Spec, string? By) : JobEvent(At);

/// <summary>A command with progress was accepted, to be worked on now or behind the running operation.</summary>
public sealed record OperationAccepted(DateTimeOffset At, OperationId Id, OperationKind Kind, OperationArguments Arguments, string? By, bool Queued) : JobEvent(At);

/// <summary>A queued operation's turn has come.</summary>
public sealed record OperationStarted(DateTimeOffset At, OperationId Id) : JobEvent(At);

/// <summary>A line for an operation's log.</summary>
public sealed record OperationNoted(DateTimeOffset At, OperationId Id, string Text) : JobEvent(At);

/// <summary>An operation is over.</summary>
public sealed record OperationEnded(DateTimeOffset At, OperationId Id, bool Succeeded, string Text) : JobEvent(At);

/// <summary>A decision with its candidates and reasons.</summary>
public sealed record DecisionMade(DateTimeOffset At, JobDecision Decision) : JobEvent(At);

/// <summary>A new run was decided: STARTING, PREPARING.</summary>
/// <param name="FreshStart">True when it deliberately starts from nothing: older restore points no longer count.</param>
/// <param name="Due">Deadline of PREPARING.</param>
/// <param name="Named">True when the caller chose the restore point: what lies between it and this run no longer counts. Not in older events: false.</param>
public sealed record RunPlanned(
    DateTimeOffset At, int Run, int SpecVersion, string Cluster, FlinkJobId FlinkJob, RestoreChoice? Restore, bool FreshStart, DateTimeOffset Due, bool Named = false) : JobEvent(At);

/// <summary>The run's submission is intended under this id: SUBMITTING. Persisted before the first post.</summary>
/// <param name="PostUntil">After this time it is never posted again.</param>
/// <param name="Due">Deadline of SUBMITTING: past it an application that nobody knows was never there.</param>
public sealed record SubmissionIntended(DateTimeOffset At, int Run, ApplicationId Application, DateTimeOffset PostUntil, DateTimeOffset Due) : JobEvent(At);

/// <summary>The resource manager has the run's application: VERIFYING.</summary>
public sealed record SubmissionAccepted(DateTimeOffset At, int Run, DateTimeOffset Due) : JobEvent(At);

/// <summary>Flink reports the run RUNNING with all tasks running.</summary>
public sealed record RunStarted(DateTimeOffset At, int Run) : JobEvent(At);

/// <summary>Where the run's JobManager answers.</summary>
public sealed record RunAddressed(DateTimeOffset At, int Run, string? RestAddress, string? WebUrl) : JobEvent(At);

/// <summary>Restore points completed since the last look; those that Flink discarded are dropped from the ledger.</summary>
public sealed record CheckpointsCompleted(DateTimeOffset At, int Run, ImmutableArray<RestorePoint> Completed, ImmutableArray<RestorePointId> Dropped) : JobEvent(At);

/// <summary>Flink reported exceptions.</summary>
public sealed record ExceptionsSeen(DateTimeOffset At, int Run, ImmutableArray<RunException> Exceptions) : JobEvent(At);

/// <summary>The job's health changed.</summary>
public sealed record HealthChanged(DateTimeOffset At, Health Health, ImmutableArray<string> Reasons) : JobEvent(At);

/// <summary>A stop with savepoint is intended: SUSPENDING.</summary>
public sealed record StopAsked(DateTimeOffset At, int Run, string TriggerId, bool Drain, DateTimeOffset Due) : JobEvent(At);

/// <summary>The stop did not come off; the run goes on: RUNNING.</summary>
/// <param name="Restart">With a stop that may complete all the same: the restart that it belonged to. Not in older events: null.</param>
public sealed record StopAbandoned(DateTimeOffset At, int Run, string Cause, OperationArguments? Restart = null) : JobEvent(At);

/// <summary>A savepoint on demand is intended.</summary>
public sealed record SavepointAsked(DateTimeOffset At, int Run, OperationId Operation, string TriggerId, string Format, DateTimeOffset Due) : JobEvent(At);

/// <summary>A savepoint is complete, and in the ledger.</summary>
/// <param name="Stop">True when it belongs to the run's stop: what remains is to see the application final.</param>
/// <param name="Due">With a stop: the next deadline.</param>
public sealed record SavepointCompleted(DateTimeOffset At, RestorePoint Point, string TriggerId, bool Stop, DateTimeOffset? Due) : JobEvent(At);

/// <summary>A savepoint on demand did not come off; the run goes on.</summary>
public sealed record SavepointAbandoned(DateTimeOffset At, string TriggerId, string Cause) : JobEvent(At);

/// <summary>The run must end: it is killed through the resource manager.</summary>
/// <param name="Status">KILLING by command; STARTING or RUNNING when the engine gives the run up by itself.</param>
/// <param name="Failure">Why the engine gives it up.</param>
public sealed record KillAsked(DateTimeOffset At, int Run, JobStatus Status, Failure? Failure, string? Reason, DateTimeOffset Due) : JobEvent(At);

/// <summary>The resource manager calls the run final; proof that nothing of it lives is looked for.</summary>
public sealed record RunSeenFinal(DateTimeOffset At, int Run, ApplicationReport Report, DateTimeOffset Due) : JobEvent(At);

/// <summary>Nothing of the run can live any more, but what it left has not been seen: its checkpoints are looked at before anything follows.</summary>
/// <param name="Due">When it is told that the file system has not answered; a kill waits no longer.</param>
public sealed record RunProvenDead(DateTimeOffset At, int Run, string Proof, DateTimeOffset Due) : JobEvent(At);

/// <summary>Nothing of the run lives any more, and what it left is known.</summary>
public sealed record RunEnded(DateTimeOffset At, int Run, RunEnd End, Failure? Failure) : JobEvent(At);

/// <summary>An application of an ended run was seen alive: it is killed.</summary>
public sealed record StraySeen(DateTimeOffset At, int Run, string Cluster, ApplicationId Application) : JobEvent(At);

/// <summary>A stray is gone.</summary>
public sealed record StrayGone(DateTimeOffset At, int Run, ApplicationId Application) : JobEvent(At);

/// <summary>A deadline passed.</summary>
/// <param name="Next">What the engine does about it.</param>
/// <param name="Due">The next deadline, where the state stays.</param>
public sealed record DeadlineMissed(DateTimeOffset At, string Name, string Next, DateTimeOffset? Due) : JobEvent(At);

/// <summary>A restore from this point failed, or it was proven to be gone.</summary>
public sealed record RestorePointDistrusted(DateTimeOffset At, RestorePointId Id, bool Gone, string Why) : JobEvent(At);

/// <summary>The next run comes by itself: RESTARTING.</summary>
/// <param name="Attempt">1 for the first retry in the window.</param>
public sealed record RetryScheduled(DateTimeOffset At, int AfterRun, int Attempt, DateTimeOffset NextAt) : JobEvent(At);

/// <summary>The job rests.</summary>
/// <param name="Status">SUSPENDED, KILLED, FAILED, FINISHED or RETIRED.</param>
/// <param name="Failure">With FAILED: why.</param>
public sealed record JobRested(DateTimeOffset At, JobStatus Status, Failure? Failure) : JobEvent(At);
