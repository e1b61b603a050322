using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;

namespace ActorPlatform.Simulation;

/// <summary>A step of a script: what is asked, and the status that it must lead to.</summary>
/// <param name="Command">Null: the run fails.</param>
internal sealed record ScriptStep(JobCommand? Command, JobStatus Until);

/// <summary>A named place in the code, at its n-th passing.</summary>
internal sealed record CrashPoint(string Name, int Count);
