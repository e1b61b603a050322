using ActorPlatform.Actors.Effects;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Effects;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Retry;

namespace ActorPlatform.Actors.Jobs.Effects;

/// <summary>Checks a run's plan and has an application id handed out. Repeating it costs nothing: an id that is never posted leaves no trace.</summary>
internal sealed class PrepareRunHandler(EffectTools tools) : JobEffectHandler<PrepareRun>
{
    protected override async Task<JobCommand> CarryOutAsync(PrepareRun effect, EffectContext context, CancellationToken cancellationToken)
    {
        var run = effect.Plan.Run;
        if (!tools.Knows(effect.Cluster))
            return new RunRefused(run, UnknownCluster(effect.Cluster));
        var outcome = await tools.UntilAnsweredAsync(context, token => tools.Cluster(effect.Cluster).PrepareAsync(effect.Plan, token), cancellationToken);
        switch (outcome)
        {
            case PrepareOutcome.Prepared prepared:
                FailPoints.Hit("prepare:after-id");
                return new RunPrepared(run, prepared.Application);
            case PrepareOutcome.Refused refused:
                return new RunRefused(run, refused.Failure);
            default:
                throw new InvalidOperationException($"{outcome.GetType().Name} is no outcome of preparing a run.");
        }
    }

    private Failure UnknownCluster(string cluster) => new(
        FailureClass.Submission, $"The cluster {cluster} is not configured on this node; nothing was submitted.", null, null, tools.Now, Retryable: false);
}
