using System.Text.Json.Serialization;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Jobs.Commands;

/// <summary>What a job is asked, by people or by outcomes. Sent between nodes: names and shapes are for ever.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$")]
[JsonDerivedType(typeof(DefineJob), "define")]
[JsonDerivedType(typeof(ChangeSpec), "change-spec")]
[JsonDerivedType(typeof(StartJob), "start")]
[JsonDerivedType(typeof(SuspendJob), "suspend")]
[JsonDerivedType(typeof(KillJob), "kill")]
[JsonDerivedType(typeof(RestartJob), "restart")]
[JsonDerivedType(typeof(SaveJob), "save")]
[JsonDerivedType(typeof(RetireJob), "retire")]
[JsonDerivedType(typeof(RunPrepared), "run-prepared")]
[JsonDerivedType(typeof(RunRefused), "run-refused")]
[JsonDerivedType(typeof(RunAccepted), "run-accepted")]
[JsonDerivedType(typeof(ApplicationSeen), "application-seen")]
[JsonDerivedType(typeof(ApplicationMissing), "application-missing")]
[JsonDerivedType(typeof(RunObserved), "run-observed")]
[JsonDerivedType(typeof(RunStopped), "run-stopped")]
[JsonDerivedType(typeof(StopFailed), "stop-failed")]
[JsonDerivedType(typeof(RunConcluded), "run-concluded")]
[JsonDerivedType(typeof(RunStillAlive), "run-still-alive")]
[JsonDerivedType(typeof(SavepointTaken), "savepoint-taken")]
[JsonDerivedType(typeof(SavepointFailed), "savepoint-failed")]
[JsonDerivedType(typeof(DeadlineCame), "deadline")]
public abstract record JobCommand;

/// <summary>Define the job. A repeat with the same spec is answered with the job as it is, with another spec refused.</summary>
public sealed record DefineJob(JobSpec Spec) : JobCommand;

/// <summary>A new spec version; takes effect at the next start.</summary>
/// <param name="IfMatch">The version that the caller has seen; another present version refuses.</param>
public sealed record ChangeSpec(JobSpec Spec, int IfMatch) : JobCommand;

/// <summary>Start or resume.</summary>
/// <param name="Restore">latest, none, or a restore point's id; null: as the restore rule says.</param>
/// <param name="Reason">What the caller said.</param>
public sealed record StartJob(string? Restore, string? Reason = null) : JobCommand;

/// <summary>Stop with a savepoint.</summary>
/// <param name="Reason">What the caller said.</param>
public sealed record SuspendJob(bool Drain, string? Reason = null) : JobCommand;

/// <summary>Kill the run.</summary>
/// <param name="ConfirmedDead">The operator's recorded override: nothing of the run lives, although nobody could prove it.</param>
/// <param name="Reason">Required with the override.</param>
public sealed record KillJob(bool ConfirmedDead, string? Reason) : JobCommand;

/// <summary>Suspend, then start from that savepoint, or from another restore point if one is named.</summary>
/// <param name="Reason">What the caller said.</param>
public sealed record RestartJob(string? Restore, string? Reason = null) : JobCommand;

/// <summary>Take a savepoint, go on running.</summary>
/// <param name="Format">CANONICAL or NATIVE.</param>
/// <param name="Reason">What the caller said.</param>
public sealed record SaveJob(string Format, string? Reason = null) : JobCommand;

/// <summary>Retire the job.</summary>
/// <param name="Force">Kill what may be alive first.</param>
/// <param name="Reason">What the caller said.</param>
public sealed record RetireJob(bool Force, string? Reason = null) : JobCommand;
