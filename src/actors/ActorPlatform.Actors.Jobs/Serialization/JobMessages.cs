using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Sights;
using ActorPlatform.Actors.Serialization;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Operations;

namespace ActorPlatform.Actors.Jobs.Serialization;

/// <summary>What jobs and batches store and send, each under its manifest. Manifests are for ever; a changed shape takes a new one, and an upcaster.</summary>
/// <remarks>For ever begins with the first release: until then no database holds a shape that has to be read, and a golden file of the tests may change.</remarks>
internal static class JobMessages
{
    /// <summary>The manifest of a job's snapshots.</summary>
    public const string Snapshot = "job-snapshot";

    /// <summary>The manifest of a batch's snapshots.</summary>
    public const string BatchSnapshot = "batch-snapshot";

    /// <summary>The manifests.</summary>
    public static readonly MessageManifests Manifests = new(JobJsonContext.Default, Types(), Replies(), []);

    private static (string Manifest, Type Type)[] Types() =>
    [
        ("job-commit", typeof(Commit<JobEvent>)),
        (Snapshot, typeof(EntitySnapshot<JobState>)),
        ("job-state", typeof(JobState)),
        ("job-define", typeof(DefineJob)),
        ("job-change-spec", typeof(ChangeSpec)),
        ("job-start", typeof(StartJob)),
        ("job-suspend", typeof(SuspendJob)),
        ("job-kill", typeof(KillJob)),
        ("job-restart", typeof(RestartJob)),
        ("job-save", typeof(SaveJob)),
        ("job-retire", typeof(RetireJob)),
        ("job-run-prepared", typeof(RunPrepared)),
        ("job-run-refused", typeof(RunRefused)),
        ("job-run-accepted", typeof(RunAccepted)),
        ("job-application-seen", typeof(ApplicationSeen)),
        ("job-application-missing", typeof(ApplicationMissing)),
        ("job-run-observed", typeof(RunObserved)),
        ("job-run-stopped", typeof(RunStopped)),
        ("job-stop-failed", typeof(StopFailed)),
        ("job-run-concluded", typeof(RunConcluded)),
        ("job-run-still-alive", typeof(RunStillAlive)),
        ("job-savepoint-taken", typeof(SavepointTaken)),
        ("job-savepoint-failed", typeof(SavepointFailed)),
        ("job-deadline", typeof(DeadlineCame)),
        ("batch-commit", typeof(Commit<BatchEvent>)),
        (BatchSnapshot, typeof(EntitySnapshot<BatchState>)),
        ("batch-state", typeof(BatchState)),
        ("batch-recall", typeof(RecallBatch)),
        ("batch-create", typeof(CreateBatch)),
        ("batch-end-job", typeof(EndBatchJob)),
        ("batch-deadline", typeof(BatchDeadlineCame)),
        ("run-sights", typeof(RunSights)),
        ("run-look", typeof(LookAtRun)),
        ("run-looked", typeof(LookedAtRun)),
        ("job-reply-done", typeof(Done)),
        ("job-reply-operation", typeof(OperationReply)),
        ("job-reply-defined", typeof(JobDefinedReply)),
        ("job-reply-spec-changed", typeof(SpecChangedReply)),
    ];

    private static DerivedType[] Replies() =>
    [
        new(typeof(Reply), typeof(Done), "done"),
        new(typeof(Reply), typeof(OperationReply), "operation"),
        new(typeof(Reply), typeof(JobDefinedReply), "job-defined"),
        new(typeof(Reply), typeof(SpecChangedReply), "spec-changed"),
    ];
}
