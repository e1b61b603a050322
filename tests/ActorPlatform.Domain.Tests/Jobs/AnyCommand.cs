using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Retry;

namespace ActorPlatform.Domain.Tests.Jobs;

/// <summary>Every kind of command, fitted to what a job is at: for random histories and for exploring the state machine.</summary>
internal static class AnyCommand
{
    public const int Count = 31;

    public static JobCommand Of(JobScenario job, int step) => step switch
    {
        0 => new StartJob(null),
        1 => new StartJob("latest"),
        2 => new StartJob("none"),
        3 => new SuspendJob(false),
        4 => new KillJob(false, null),
        5 => new KillJob(true, "sure"),
        6 => new RestartJob(null),
        7 => new SaveJob("CANONICAL"),
        8 => new RetireJob(false),
        9 => new ChangeSpec(JobScenario.Spec() with { Parallelism = job.State.SpecVersion + 1 }, job.State.SpecVersion),
        10 or 11 => new RunPrepared(job.State.LastRun, job.Application(job.State.LastRun)),
        12 or 13 => new RunAccepted(job.State.LastRun),
        14 => new RunRefused(job.State.LastRun, new Failure(FailureClass.Submission, "refused", null, null, job.Now)),
        15 => new ApplicationSeen(job.Sighting(Math.Max(1, job.State.LastRun), ApplicationState.Running)),
        16 => new ApplicationSeen(job.Sighting(Math.Max(1, job.State.LastRun), ApplicationState.Failed, FinalStatus.Failed)),
        17 => new ApplicationSeen(job.Sighting(Math.Max(1, job.State.LastRun), ApplicationState.Finished, FinalStatus.Succeeded)),
        18 => new ApplicationMissing(job.State.LastRun, job.Application(job.State.LastRun), []),
        19 => new RunObserved(job.State.LastRun, JobScenario.Report() with { Completed = [job.CheckpointReport(job.State.LastRun, job.Journal.Count)] }),
        20 => new RunStopped(job.State.LastRun, job.Savepoint()),
        21 => new StopFailed(job.State.LastRun, "no", null),
        22 => new RunConcluded(job.State.LastRun, "gone", null, null),
        23 => new SavepointTaken(job.State.Savepoints.IsEmpty ? "x" : job.State.Savepoints[0].TriggerId, job.Savepoint()),
        24 => new SavepointFailed(job.State.Savepoints.IsEmpty ? "x" : job.State.Savepoints[0].TriggerId, "no"),
        25 => new ApplicationSeen(job.Sighting(1, ApplicationState.Running)),
        26 => new RetireJob(true),
        27 => new RunObserved(job.State.LastRun, JobScenario.Report(FlinkJobState.Starting, 0)),
        28 => new ApplicationSeen(job.Sighting(Math.Max(1, job.State.LastRun), ApplicationState.Accepted)),
        29 => new RunStillAlive(job.State.LastRun),
        _ => new DeadlineCame(job.Owed.Deadlines.Select(d => d.Name).FirstOrDefault() ?? "none"),
    };
}
