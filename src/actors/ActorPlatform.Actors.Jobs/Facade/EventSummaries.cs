using System.Collections.Immutable;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Actors.Jobs.Facade;

/// <summary>One sentence for each event, for people.</summary>
internal static class EventSummaries
{
    /// <summary>The sentence.</summary>
    public static string Of(JobEvent @event) => OfOperation(@event) ?? OfSubmission(@event) ?? OfSavepoint(@event) ?? OfEnd(@event) ?? OfRest(@event)
        ?? throw new InvalidOperationException($"{@event.GetType().Name} has no summary.");

    /// <summary>The run that an event is about; null when it is about none.</summary>
    public static int? RunOf(JobEvent @event) => @event switch
    {
        RunPlanned e => e.Run,
        SubmissionIntended e => e.Run,
        SubmissionAccepted e => e.Run,
        RunStarted e => e.Run,
        RunAddressed e => e.Run,
        CheckpointsCompleted e => e.Run,
        ExceptionsSeen e => e.Run,
        StopAsked e => e.Run,
        StopAbandoned e => e.Run,
        SavepointAsked e => e.Run,
        SavepointCompleted e => e.Point.Run,
        KillAsked e => e.Run,
        RunSeenFinal e => e.Run,
        RunProvenDead e => e.Run,
        RunEnded e => e.Run,
        StraySeen e => e.Run,
        StrayGone e => e.Run,
        RetryScheduled e => e.AfterRun,
        _ => null,
    };

    /// <summary>Who asked for it; null where the event does not say.</summary>
    public static string? ByOf(JobEvent @event) => @event switch
    {
        JobDefined e => e.By,
        SpecChanged e => e.By,
        OperationAccepted e => e.By,
        _ => null,
    };

    /// <summary>The status that a job has by an event; null when the event does not say.</summary>
    public static JobStatus? StatusOf(JobEvent @event) => @event switch
    {
        JobDefined => JobStatus.Defined,
        RunPlanned => JobStatus.Starting,
        RunStarted or StopAbandoned => JobStatus.Running,
        StopAsked => JobStatus.Suspending,
        KillAsked e => e.Status,
        RetryScheduled => JobStatus.Restarting,
        JobRested e => e.Status,
        _ => null,
    };

    private static string? OfOperation(JobEvent @event) => @event switch
    {
        JobDefined e => $"The job {e.Spec.Name} was defined.",
        SpecChanged e => $"Spec version {e.Version} stands; it takes effect at the next start.",
        OperationAccepted { Queued: true } e => $"{EnumNames.Of(e.Kind)} was accepted, behind the running operation.",
        OperationAccepted e => $"{EnumNames.Of(e.Kind)} was accepted.",
        OperationStarted e => $"The turn of {e.Id} has come.",
        OperationNoted e => e.Text,
        OperationEnded { Succeeded: true } e => $"{e.Id} succeeded: {e.Text}",
        OperationEnded e => $"{e.Id} failed: {e.Text}",
        DecisionMade e => $"{e.Decision.Kind}: {e.Decision.Chosen}.",
        HealthChanged { Reasons.IsEmpty: true } e => $"The health is {EnumNames.Of(e.Health)}.",
        HealthChanged e => $"The health is {EnumNames.Of(e.Health)}: {string.Join(" ", e.Reasons)}",
        _ => null,
    };

    private static string? OfSubmission(JobEvent @event) => @event switch
    {
        RunPlanned { Restore: { } restore } e => $"Run {e.Run} is prepared on {e.Cluster}, from {restore.Id}.",
        RunPlanned e => $"Run {e.Run} is prepared on {e.Cluster}, from nothing.",
        SubmissionIntended e => $"Run {e.Run} is submitted as {e.Application}.",
        SubmissionAccepted e => $"Run {e.Run} was accepted by its cluster.",
        RunStarted e => $"Run {e.Run} runs with all its tasks.",
        RunAddressed { RestAddress: { } address } e => $"The JobManager of run {e.Run} answers at {address}.",
        RunAddressed e => $"The JobManager of run {e.Run} has no address.",
        CheckpointsCompleted { Completed.IsEmpty: true } e => $"Flink deleted {string.Join(", ", e.Dropped)} of run {e.Run}.",
        CheckpointsCompleted e => $"Run {e.Run} completed {Names(e.Completed)}.",
        ExceptionsSeen e => $"Run {e.Run} met {string.Join(", ", e.Exceptions.Select(x => x.Name))}.",
        _ => null,
    };

    private static string? OfSavepoint(JobEvent @event) => @event switch
    {
        StopAsked e => $"Run {e.Run} is stopped with a savepoint{(e.Drain ? ", drained" : "")}.",
        StopAbandoned e => $"The stop of run {e.Run} did not come off, the run goes on: {e.Cause}",
        SavepointAsked e => $"A {e.Format} savepoint of run {e.Run} is taken.",
        SavepointCompleted { Stop: true } e => $"The savepoint of the stop is complete: {e.Point.Path}.",
        SavepointCompleted e => $"The savepoint is complete: {e.Point.Path}.",
        SavepointAbandoned e => $"The savepoint did not come off: {e.Cause}",
        RestorePointDistrusted { Gone: true } e => $"{e.Id} is gone: {e.Why}",
        RestorePointDistrusted e => $"{e.Id} is distrusted: {e.Why}",
        _ => null,
    };

    private static string? OfEnd(JobEvent @event) => @event switch
    {
        KillAsked { Failure: { } failure } e => $"Run {e.Run} is given up and killed: {failure.Summary}",
        KillAsked { Reason: { } reason } e => $"Run {e.Run} is killed: {reason}",
        KillAsked e => $"Run {e.Run} is killed.",
        RunSeenFinal e => $"{e.Report.Id} is {EnumNames.Of(e.Report.State)}, as the resource manager says; the end of run {e.Run} is being proven.",
        RunProvenDead e => $"Run {e.Run} is dead: {e.Proof} Its checkpoints are looked at.",
        RunEnded { Failure: { } failure } e => $"Run {e.Run} ended: {Ended(e.End)} {failure.Summary}",
        RunEnded e => $"Run {e.Run} ended: {Ended(e.End)}",
        StraySeen e => $"{e.Application} of run {e.Run}, which should not live, was seen alive; it is killed.",
        StrayGone e => $"{e.Application} of run {e.Run} is gone.",
        _ => null,
    };

    private static string? OfRest(JobEvent @event) => @event switch
    {
        DeadlineMissed e => $"The deadline {e.Name} was missed. {e.Next}",
        RetryScheduled e => $"Retry {e.Attempt} after run {e.AfterRun} comes at {e.NextAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}.",
        JobRested { Failure: { } failure } e => $"The job is {EnumNames.Of(e.Status)}: {failure.Summary}",
        JobRested e => $"The job is {EnumNames.Of(e.Status)}.",
        _ => null,
    };

    private static string Names(ImmutableArray<RestorePoint> points) =>
        points.Length <= 3 ? string.Join(", ", points.Select(p => p.Id)) : $"{points.Length} checkpoints, the newest {points[^1].Id}";

    private static string Ended(RunEnd end) => $"{EnumNames.Of(end.Outcome)}. {end.Proof}";
}
