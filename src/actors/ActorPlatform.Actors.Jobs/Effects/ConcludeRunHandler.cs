using System.Collections.Immutable;
using ActorPlatform.Actors.Effects;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Effects;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Actors.Jobs.Effects;

/// <summary>Proves that nothing of a run lives, where that is not known yet; finds the savepoint of a stop whose answer was lost, and why the run ended.</summary>
/// <remarks>Where no proof is to be had it goes on asking; the durable deadline of the container's own time-out ends the waiting.</remarks>
internal sealed class ConcludeRunHandler(EffectTools tools) : JobEffectHandler<ConcludeRun>
{
    // A killed one may answer for some seconds more: that is no news. One that answers near the time-out (by more than the longest pause between two probes) is told in any case, before it is held for dead.
    private static readonly TimeSpan s_news = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_near = TimeSpan.FromSeconds(45);

    protected override async Task<JobCommand> CarryOutAsync(ConcludeRun effect, EffectContext context, CancellationToken cancellationToken)
    {
        if ((effect.Proof ?? DeathProof.Of(effect.Report) ?? await SeeGoneAsync(effect, context, cancellationToken)) is not { } proof)
            return new RunStillAlive(effect.Run.Run);
        var savepoint = await FindStopAsync(effect, context, cancellationToken);
        var checkpoints = await LookLastAsync(effect, context, cancellationToken);
        var failure = effect.Explain || EndedByFailure(effect.Report) ? await ExplainAsync(effect, context, cancellationToken) : null;
        FailPoints.Hit("conclude:before-outcome");
        return new RunConcluded(effect.Run.Run, proof, savepoint, failure, checkpoints);
    }

    /// <summary>Null: it is seen alive, and that is worth a word.</summary>
    private async Task<string?> SeeGoneAsync(ConcludeRun effect, EffectContext context, CancellationToken cancellationToken)
    {
        var pause = tools.Backoff();
        var began = tools.Now;
        while (true)
        {
            var life = await tools.UntilAnsweredAsync(context, token => tools.Cluster(effect.Cluster).ProbeJobManagerAsync(effect.Run, token), cancellationToken);
            if (life == JobManagerLife.Gone)
                return effect.Run.RestAddress is { } address
                    ? $"Its JobManager ({address}) is gone, asked at its own address."
                    : "Its JobManager is gone, or was never started (its address was not recorded: looked for at its node).";
            if (life == JobManagerLife.Alive && (tools.Now >= began + s_news || tools.Now >= effect.DeadFrom - s_near))
                return null;
            await tools.PauseAsync(context, pause, cancellationToken);
        }
    }

    private async Task<StopSavepoint?> FindStopAsync(ConcludeRun effect, EffectContext context, CancellationToken cancellationToken)
    {
        foreach (var trigger in effect.StopTriggers.Reverse())
            if (await tools.UntilAnsweredAsync(
                    context, token => tools.Cluster(effect.Cluster).FindSavepointAsync(effect.Run.Job, effect.Run.Run, trigger, token), cancellationToken) is { } found)
                return new StopSavepoint(trigger, found);
        return null;
    }

    /// <summary>Between the monitor's last poll and the end more checkpoints may have completed, and older ones been deleted.</summary>
    private async Task<ImmutableArray<CheckpointReport>?> LookLastAsync(ConcludeRun effect, EffectContext context, CancellationToken cancellationToken)
    {
        Task<ImmutableArray<CheckpointReport>> Look(CancellationToken token) => tools.Cluster(effect.Cluster).FindCheckpointsAsync(effect.Run, token);
        if (effect.Patient)
            return await tools.UntilAnsweredAsync(context, Look, cancellationToken);
        return (await tools.EvidenceAsync(context, async token => new LastLook(await Look(token)), cancellationToken))?.Checkpoints;
    }

    private sealed record LastLook(ImmutableArray<CheckpointReport> Checkpoints);

    private static bool EndedByFailure(ApplicationReport report) => report.State switch
    {
        ApplicationState.Killed => false,
        ApplicationState.Finished => report.Final is FinalStatus.Failed or FinalStatus.Undefined,
        _ => true,
    };

    private async Task<Failure> ExplainAsync(ConcludeRun effect, EffectContext context, CancellationToken cancellationToken) =>
        await tools.EvidenceAsync<Failure>(
            context, async token => await tools.Cluster(effect.Cluster).FetchFailureAsync(effect.Run, effect.Report, token), cancellationToken)
        ?? new Failure(
            FailureClass.Unknown,
            $"{effect.Run.Application} ended as {effect.Report.State}/{effect.Report.Final}; neither Flink nor its log could be read.",
            null,
            effect.Report.Diagnostics,
            tools.Now);
}
