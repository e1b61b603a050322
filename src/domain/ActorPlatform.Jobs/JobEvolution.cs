using System.Collections.Immutable;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Jobs;

/// <summary>Applies events. Never throws, never decides.</summary>
internal static class JobEvolution
{
    private const int MaxDecisions = 10;
    private const int MaxExceptions = 16;
    private const int MaxStops = 10;
    private const int MaxRetries = 1000;

    public static JobState Apply(JobState state, JobEvent @event) => Change(state, @event) with { UpdatedAt = @event.At };

    private static JobState Change(JobState state, JobEvent @event) => @event switch
    {
        JobDefined e => state with { Id = e.Job, Status = JobStatus.Defined, Spec = e.Spec, SpecVersion = 1, CreatedAt = e.At },
        SpecChanged e => state with { Spec = e.Spec, SpecVersion = e.Version, RunSpec = state.Run is { End: null } || state.Status == JobStatus.Restarting ? state.EffectiveSpec : null },
        OperationAccepted or OperationStarted or OperationNoted or OperationEnded => state with { Operations = OperationLog.Apply(state.Operations, @event) },
        DecisionMade e => state with { Decisions = Last(state.Decisions.Add(e.Decision), MaxDecisions) },
        RunPlanned e => Planned(state, e),
        SubmissionIntended e => WithRun(state, e.Run, r => r with { Application = e.Application, PostUntil = e.PostUntil }) with { Phase = JobPhase.Submitting, Due = e.Due },
        SubmissionAccepted e => WithRun(state, e.Run, r => r with { AcceptedAt = e.At }) with { Phase = JobPhase.Verifying, Due = e.Due, Overdue = false },
        RunStarted e => Started(state, e),
        RunAddressed e => WithRun(state, e.Run, r => r with { RestAddress = e.RestAddress, WebUrl = e.WebUrl, AcceptedAt = r.AcceptedAt ?? e.At }),
        ExceptionsSeen e => WithRun(state, e.Run, r => r with { Exceptions = Last(r.Exceptions.AddRange(e.Exceptions), MaxExceptions) }),
        CheckpointsCompleted or SavepointCompleted or RestorePointDistrusted => Recorded(state, @event),
        HealthChanged e => state with { Health = e.Health, HealthReasons = e.Reasons },
        StopAsked e => WithRun(state, e.Run, r => r with { StopTriggers = Last(r.StopTriggers.Add(e.TriggerId), MaxStops), GivenUpRestart = null }) with { Status = JobStatus.Suspending, Phase = JobPhase.Stopping, Due = e.Due },
        StopAbandoned e => WithRun(state, e.Run, r => r with { GivenUpRestart = e.Restart }) with { Status = JobStatus.Running, Phase = JobPhase.None, Due = null },
        SavepointAsked e => state with { Savepoints = state.Savepoints.Add(new PendingSavepoint(e.Operation, e.Run, e.TriggerId, e.Format, e.Due)) },
        SavepointAbandoned e => state with { Savepoints = Without(state.Savepoints, e.TriggerId) },
        KillAsked e => Killing(state, e),
        RunSeenFinal e => WithRun(state, e.Run, r => r with { Final = e.Report, RestAddress = r.RestAddress ?? e.Report.RestAddress }) with { Phase = JobPhase.Concluding, Due = e.Due, Overdue = false },
        RunProvenDead e => WithRun(state, e.Run, r => r with { Proof = e.Proof }) with { Due = e.Due, Overdue = false },
        RunEnded e => Ended(state, e),
        StraySeen e => Strayed(state, e),
        StrayGone e => Cleared(state, e),
        DeadlineMissed e => state with { Overdue = true, Due = e.Due, Health = Health.Red, HealthReasons = [$"The deadline {e.Name} was missed. {e.Next}"] },
        RetryScheduled e => state with
        {
            Status = JobStatus.Restarting, Phase = JobPhase.BackingOff, Due = e.NextAt, Retries = Last(RetryPolicy.Counted(state, e), MaxRetries),
            Health = Health.Yellow, HealthReasons = [$"Retry {e.Attempt} after a failure."],
        },
        JobRested e => Rested(state, e),
        _ => state,
    };

    private static JobState Planned(JobState state, RunPlanned e)
    {
        var run = new Run { Number = e.Run, SpecVersion = e.SpecVersion, Cluster = e.Cluster, FlinkJob = e.FlinkJob, Restore = e.Restore, PlannedAt = e.At };
        return state with
        {
            Status = JobStatus.Starting, Phase = JobPhase.Preparing, Due = e.Due, Overdue = false, LastRun = e.Run,
            RunSpec = e.SpecVersion == state.SpecVersion ? null : state.EffectiveSpec,
            Runs = Last(state.Runs.Add(run), 20), FreshSince = e.FreshStart ? e.Run : state.FreshSince,
            NamedStart = e.FreshStart ? null : Named(state, e) ?? state.NamedStart, Ledger = e.Named ? Ledgers.Insisted(state.Ledger, e.Restore) : state.Ledger,
        };
    }

    private static NamedStart? Named(JobState state, RunPlanned e) => e.Named && state.Ledger.FirstOrDefault(p => p.Id == e.Restore?.Id) is { } point
        ? new NamedStart(e.Run, point.Id, point.CompletedAt)
        : null;

    private static JobState Started(JobState state, RunStarted e)
    {
        var started = WithRun(state, e.Run, r => r with { RunningAt = e.At });
        return started with
        {
            Status = JobStatus.Running, Phase = JobPhase.None, Due = null, Overdue = false, Failure = null, Health = Health.Green, HealthReasons = [],
            Ledger = Ledgers.Restored(state.Ledger, started.Run),
        };
    }

    private static JobState Recorded(JobState state, JobEvent @event)
    {
        var recorded = state with { Ledger = Ledgers.Apply(state.Ledger, @event) };
        if (@event is not SavepointCompleted e)
            return recorded;
        recorded = recorded with { Savepoints = Without(state.Savepoints, e.TriggerId) };
        return e.Stop && state.Phase == JobPhase.Stopping ? recorded with { Phase = JobPhase.Concluding, Due = e.Due } : recorded;
    }

    private static ImmutableArray<PendingSavepoint> Without(ImmutableArray<PendingSavepoint> savepoints, string trigger) => savepoints.RemoveAll(s => s.TriggerId == trigger);

    private static JobState Strayed(JobState state, StraySeen e) =>
        state.Strays.Any(s => s.Application == e.Application) ? state : state with { Strays = state.Strays.Add(new Stray(e.Run, e.Cluster, e.Application)) };

    private static JobState Cleared(JobState state, StrayGone e) => state with { Strays = state.Strays.RemoveAll(s => s.Application == e.Application) };

    private static JobState Killing(JobState state, KillAsked e) =>
        WithRun(state, e.Run, r => r with { KillAsked = true, GivenUp = e.Status == JobStatus.Killing ? null : e.Failure }) with
        {
            Status = e.Status, Phase = JobPhase.Concluding, Overdue = false,

            // A run that was seen final already waits for its container's time-out, counted from then: a kill must not shorten it.
            Due = state.Run?.Final is null ? e.Due : state.Due,
        };

    private static JobState Ended(JobState state, RunEnded e) => WithRun(state, e.Run, r => r with { End = e.End }) with
    {
        Due = null, Overdue = false, Failure = e.Failure ?? state.Failure, Ledger = Ledgers.Ended(state.Ledger, e.Run, e.End.Outcome),
    };

    private static JobState Rested(JobState state, JobRested e) => state with
    {
        Status = e.Status, Phase = JobPhase.None, Due = null, Overdue = false, RunSpec = null,
        Failure = e.Status == JobStatus.Failed ? e.Failure : null,
        Retries = e.Status == JobStatus.Failed ? [] : state.Retries,
        Health = e.Status == JobStatus.Failed ? Health.Red : Health.Green,
        HealthReasons = e.Failure is null ? [] : [e.Failure.Summary],
    };

    private static JobState WithRun(JobState state, int number, Func<Run, Run> change)
    {
        for (var i = state.Runs.Length - 1; i >= 0; i--)
            if (state.Runs[i].Number == number)
                return state with { Runs = state.Runs.SetItem(i, change(state.Runs[i])) };
        return state;
    }

    private static ImmutableArray<T> Last<T>(ImmutableArray<T> items, int count) => items.Length <= count ? items : items[^count..];
}
