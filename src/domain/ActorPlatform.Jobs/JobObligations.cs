using System.Collections.Immutable;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Deciding;
using ActorPlatform.Jobs.Effects;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Jobs;

/// <summary>What a job owes the world in a state.</summary>
internal static class JobObligations
{
    public static Obligations Of(JobState state, JobSettings settings)
    {
        if (state.Status == JobStatus.None)
            return Obligations.None;
        var effects = ImmutableArray.CreateBuilder<Effect>();
        var deadlines = ImmutableArray.CreateBuilder<Deadline>();
        var watches = ImmutableArray.CreateBuilder<Watch>();
        if (state.Run is { End: null } run)
            OfRun(state, run, settings, effects, watches);
        foreach (var stray in state.Strays)
            effects.Add(new KillRun(stray.Cluster, stray.Application, stray.Run, DateTimeOffset.MinValue, Stray: true));
        if (state.Due is { } due)
            deadlines.Add(new Deadline(Deadlines.Name(state), due, state.Phase == JobPhase.BackingOff ? TimeSpan.Zero : settings.LookFirst));
        foreach (var savepoint in state.Savepoints)
            deadlines.Add(new Deadline(Keys.Savepoint(savepoint.TriggerId), savepoint.Due, settings.LookFirst));
        return new Obligations(effects.ToImmutable(), deadlines.ToImmutable(), watches.ToImmutable());
    }

    private static void OfRun(JobState state, Run run, JobSettings settings, ImmutableArray<Effect>.Builder effects, ImmutableArray<Watch>.Builder watches)
    {
        var absenceCountsFrom = run.AcceptedAt is null && run.PostUntil is { } until ? until + settings.PostLateness : DateTimeOffset.MinValue;
        var plan = new RunPlan(state.Id, run.Number, state.EffectiveSpec!, run.FlinkJob, run.Restore);
        if (run.Application is not { } application)
        {
            if (state.Phase == JobPhase.Preparing)
                effects.Add(new PrepareRun(run.Cluster, plan));
            return;
        }

        var address = new RunAddress(state.Id, run.Number, application, run.FlinkJob, run.RestAddress, state.EffectiveSpec!.FlinkVersion);
        if (run.Final is { } report)
        {
            effects.Add(new ConcludeRun(run.Cluster, address, report, run.StopTriggers, Explain: run.GivenUp is not null, Patient: state.Status != JobStatus.Killing, state.Due ?? DateTimeOffset.MaxValue, run.Proof));
            return;
        }

        if (run.KillAsked)
            effects.Add(new KillRun(run.Cluster, application, run.Number, absenceCountsFrom));
        else if (state.Phase == JobPhase.Submitting)
            effects.Add(new SubmitRun(run.Cluster, plan, application, run.PostUntil!.Value, absenceCountsFrom, run.PlannedAt));
        else if (state.Phase == JobPhase.Stopping)
            effects.Add(new StopRun(run.Cluster, address, new SavepointRequest(run.StopTrigger!, Stop: true, state.Current?.Arguments.Drain ?? false, "CANONICAL")));
        foreach (var savepoint in state.Savepoints)
            effects.Add(new TakeSavepoint(run.Cluster, address, new SavepointRequest(savepoint.TriggerId, Stop: false, Drain: false, savepoint.Format)));
        if (run.AcceptedAt is not null)
            watches.Add(new WatchRun(run.Cluster, address, Fast: state.Phase != JobPhase.None, TellAll: state is { Phase: JobPhase.Verifying, Overdue: true }));
    }
}
