using System.Collections.Immutable;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Jobs.Effects;

/// <summary>An act on a cluster: one that hangs holds up only its own.</summary>
public abstract record JobEffect(string Cluster, string Key) : Effect(Key)
{
    /// <inheritdoc/>
    public override string Lane => Cluster;
}

/// <summary>Owed while PREPARING: check everything, have an id handed out. Outcome: <c>RunPrepared</c> or <c>RunRefused</c>.</summary>
public sealed record PrepareRun(string Cluster, RunPlan Plan) : JobEffect(Cluster, Keys.Prepare(Plan.Run));

/// <summary>Owed while SUBMITTING, under a journaled id: look up, post, until it is known. Outcome: <c>RunAccepted</c>, <c>RunRefused</c>, <c>ApplicationSeen</c> (final).</summary>
/// <param name="PostUntil">After this time it is never posted again, only looked up, UTC.</param>
/// <param name="AbsenceCountsFrom">From this time on a settled "not found" proves that nothing of it lives or will (outcome <c>ApplicationMissing</c>); before, a late post may still arrive.</param>
/// <param name="PlannedAt">When the run was planned, UTC: nothing of it is older.</param>
public sealed record SubmitRun(string Cluster, RunPlan Plan, ApplicationId Application, DateTimeOffset PostUntil, DateTimeOffset AbsenceCountsFrom, DateTimeOffset PlannedAt) : JobEffect(Cluster, Keys.Submit(Plan.Run));

/// <summary>Owed while SUSPENDING: stop with a savepoint. Outcome: <c>RunStopped</c> or <c>StopFailed</c>.</summary>
public sealed record StopRun(string Cluster, RunAddress Run, SavepointRequest Request) : JobEffect(Cluster, Keys.Stop(Run.Run));

/// <summary>Owed while a run must end: kill through the resource manager until it is seen final. Outcome: <c>ApplicationSeen</c> or <c>ApplicationMissing</c>.</summary>
/// <param name="AbsenceCountsFrom">From this time on a settled "not found" is an outcome; before, a late post may still arrive: look again.</param>
/// <param name="Stray">True for an application that should not be: of an ended run, or a second one of a run.</param>
public sealed record KillRun(string Cluster, ApplicationId Application, int Run, DateTimeOffset AbsenceCountsFrom, bool Stray = false)
    : JobEffect(Cluster, Stray ? Keys.Stray(Application) : Keys.Kill(Run));

/// <summary>Owed once the resource manager called a run final: prove that nothing of it lives, find out why it ended. Outcome: <c>RunConcluded</c>, or <c>RunStillAlive</c> again and again while its JobManager answers.</summary>
/// <param name="Report">What the resource manager said.</param>
/// <param name="StopTriggers">The triggers of stops that were asked, whose savepoints may lie in their folders.</param>
/// <param name="Explain">Whether it is to be found out why it ended, whatever the report says: the engine gave it up.</param>
/// <param name="Patient">Whether to wait for a file system that does not answer. A kill does not wait for it.</param>
/// <param name="DeadFrom">When it is held for dead by time-out, UTC: before, it must be told that it still answers.</param>
/// <param name="Proof">Why nothing of it lives, where that is known already: what is left is to look at what it left. Another act than to look for the proof, under another key.</param>
public sealed record ConcludeRun(
    string Cluster, RunAddress Run, ApplicationReport Report, ImmutableArray<string> StopTriggers, bool Explain, bool Patient, DateTimeOffset DeadFrom, string? Proof = null)
    : JobEffect(Cluster, Proof is null ? Keys.Conclude(Run.Run) : Keys.LookLast(Run.Run));

/// <summary>Owed while a savepoint on demand is in work. Outcome: <c>SavepointTaken</c> or <c>SavepointFailed</c>.</summary>
public sealed record TakeSavepoint(string Cluster, RunAddress Run, SavepointRequest Request) : JobEffect(Cluster, Keys.Savepoint(Request.TriggerId));

/// <summary>Kept while a run may be alive: watches its JobManager.</summary>
/// <param name="Fast">True near transitions: polled more often.</param>
/// <param name="TellAll">True while a verdict waits for a look: each is told, also one that says nothing new, and what the resource manager says when the JobManager does not answer.</param>
public sealed record WatchRun(string Cluster, RunAddress Run, bool Fast, bool TellAll = false) : Watch(Keys.Watch(Run.Run));

/// <summary>The keys of effects and watches.</summary>
public static class Keys
{
    /// <summary>Preparing a run.</summary>
    public static string Prepare(int run) => $"prepare:{run}";

    /// <summary>Submitting a run.</summary>
    public static string Submit(int run) => $"submit:{run}";

    /// <summary>Stopping a run.</summary>
    public static string Stop(int run) => $"stop:{run}";

    /// <summary>Killing a run.</summary>
    public static string Kill(int run) => $"kill:{run}";

    /// <summary>Killing an application that should not be.</summary>
    public static string Stray(ApplicationId application) => $"stray:{application.Value}";

    /// <summary>Concluding a run.</summary>
    public static string Conclude(int run) => $"conclude:{run}";

    /// <summary>Looking at what a run left that is known to be dead.</summary>
    public static string LookLast(int run) => $"look-last:{run}";

    /// <summary>Taking a savepoint.</summary>
    public static string Savepoint(string trigger) => $"savepoint:{trigger}";

    /// <summary>Watching a run.</summary>
    public static string Watch(int run) => $"run:{run}";
}
