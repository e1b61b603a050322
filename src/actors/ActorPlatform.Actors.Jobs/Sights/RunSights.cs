using System.Collections.Immutable;
using ActorPlatform.Jobs;

namespace ActorPlatform.Actors.Jobs.Sights;

/// <summary>The runs that a node watches and does not see now. Sent to the other nodes, so that each shows every job as its owner sees it.</summary>
/// <param name="Stale">All of them; empty: it sees every one.</param>
internal sealed record RunSights(ImmutableArray<StaleRun> Stale);

/// <summary>A run whose JobManager does not answer.</summary>
internal sealed record StaleRun(JobId Job, int Run, DateTimeOffset Since, string? Why);

/// <summary>Asks a node to look at a job's run now, if it watches it. Answered with <see cref="LookedAtRun"/> when it has, at once when it does not.</summary>
internal sealed record LookAtRun(JobId Job);

/// <summary>The run was looked at, or is not watched there.</summary>
internal sealed record LookedAtRun(bool IsWatchedThere);
