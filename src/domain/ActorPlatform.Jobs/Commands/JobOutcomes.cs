using System.Collections.Immutable;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Retry;

namespace ActorPlatform.Jobs.Commands;

/// <summary>An application id was handed out; nothing was submitted yet.</summary>
public sealed record RunPrepared(int Run, ApplicationId Application) : JobCommand;

/// <summary>The run was refused before anything of it could live.</summary>
public sealed record RunRefused(int Run, Failure Failure) : JobCommand;

/// <summary>The resource manager has the application.</summary>
public sealed record RunAccepted(int Run) : JobCommand;

/// <summary>The application of a run was seen: by the bulk observer, a submission's look-up, or a kill.</summary>
public sealed record ApplicationSeen(ApplicationReport Report) : JobCommand
{
    /// <summary>The code of the refusal that passes: so many strays are being killed that this one has to wait. It is to be told again.</summary>
    public const string NotYet = "job.too-many-strays";
}

/// <summary>A settled resource manager does not know the run's application (any more).</summary>
/// <param name="Checkpoints">What lies in the run's checkpoint folder, where that was looked at: a run that left some was there, and was forgotten.</param>
/// <param name="MayBeForgotten">True when it was never seen, and may have run and ended all the same.</param>
public sealed record ApplicationMissing(int Run, ApplicationId Application, ImmutableArray<CheckpointReport>? Checkpoints = null, bool MayBeForgotten = false) : JobCommand;

/// <summary>The run's JobManager was asked.</summary>
public sealed record RunObserved(int Run, RunReport Report) : JobCommand;

/// <summary>The stop's savepoint is complete.</summary>
public sealed record RunStopped(int Run, SavepointFound Savepoint) : JobCommand;

/// <summary>The stop failed; the run goes on, as far as anybody knows.</summary>
/// <param name="Savepoint">A savepoint that was made all the same.</param>
public sealed record StopFailed(int Run, string Cause, SavepointFound? Savepoint) : JobCommand;

/// <summary>Nothing of the run lives any more, and this is why.</summary>
/// <param name="Proof">Who proved it.</param>
/// <param name="StopSavepoint">The savepoint of a stop whose answer was lost, found in its folder.</param>
/// <param name="Failure">Why it failed; null unless it did.</param>
/// <param name="Checkpoints">The last look: the run's complete checkpoints as they lie on the file system; null when it could not be looked at.</param>
public sealed record RunConcluded(int Run, string Proof, StopSavepoint? StopSavepoint, Failure? Failure, ImmutableArray<CheckpointReport>? Checkpoints = null) : JobCommand;

/// <summary>The resource manager gave the run up, but its JobManager still answers: it lives. What was owed stays owed.</summary>
public sealed record RunStillAlive(int Run) : JobCommand;

/// <summary>The savepoint of a stop, found in its trigger's own folder.</summary>
public sealed record StopSavepoint(string TriggerId, SavepointFound Savepoint);

/// <summary>A savepoint on demand is complete.</summary>
public sealed record SavepointTaken(string TriggerId, SavepointFound Savepoint) : JobCommand;

/// <summary>A savepoint on demand failed; the run goes on.</summary>
public sealed record SavepointFailed(string TriggerId, string Cause) : JobCommand;

/// <summary>A durable deadline has come.</summary>
public sealed record DeadlineCame(string Name) : JobCommand;
