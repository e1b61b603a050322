using ActorPlatform.Actors.Effects;
using ActorPlatform.Actors.Jobs.Effects;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Operations;

namespace ActorPlatform.Actors.Jobs.Batches;

/// <summary>Asks a job of a batch, and follows it until its operation is over.</summary>
/// <remarks>Asked again after whatever, it is the same command: the job answers with the operation that it accepted before.</remarks>
/// <param name="jobs">Asked when it is first needed: the jobs need the actor system, which needs the handlers.</param>
internal sealed class AskJobHandler(Lazy<IJobs> jobs, EffectTools tools) : IEffectHandler
{
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(20);

    public bool Handles(Effect effect) => effect is AskJob;

    public async Task<object> CarryOutAsync(Effect effect, EffectContext context, CancellationToken cancellationToken)
    {
        var ask = (AskJob)effect;
        for (var pause = tools.Backoff(); ; await tools.PauseAsync(context, pause, cancellationToken))
            try
            {
                if (await AskAsync(ask, context, cancellationToken) is { } outcome)
                    return new EndBatchJob(outcome);
            }
            catch (JobUnavailableException)
            {
                // Nobody may answer just now: it is asked again until somebody does, or the batch's deadline comes.
            }
    }

    private async Task<JobOutcome?> AskAsync(AskJob ask, EffectContext context, CancellationToken cancellationToken)
    {
        if (ask.Command is not { } command)
            return await ReleaseAsync(ask, context, cancellationToken);
        var answer = await jobs.Value.AskAsync(ask.Job, new JobRequest(ask.CommandId, ask.Fingerprint, ask.By, command), cancellationToken);
        FailPoints.Hit("batch:after-ask");
        return answer switch
        {
            Answer.Accepted { Reply: OperationReply reply } => await FollowAsync(ask, reply.Id, context, cancellationToken),
            Answer.Rejected { Reason.Kind: RejectionKind.Fault } rejected => Ended(ask, JobResult.Failed, null, rejected.Reason),
            Answer.Rejected rejected => Ended(ask, JobResult.Refused, null, rejected.Reason),
            _ => null,
        };
    }

    private async Task<JobOutcome> FollowAsync(AskJob ask, OperationId id, EffectContext context, CancellationToken cancellationToken)
    {
        for (var pause = tools.Poll(); ; await tools.PauseAsync(context, pause, cancellationToken))
            if (await jobs.Value.WaitAsync(id, _look, cancellationToken) is { Operation: { IsOver: true } operation })
                return operation.State == OperationState.Succeeded
                    ? new JobOutcome(ask.Index, JobResult.Succeeded, id, null, null)
                    : new JobOutcome(ask.Index, JobResult.Failed, id, "operation.failed", operation.Error);
    }

    /// <summary>A release is no command: whoever is no longer quarantined when it is asked again was released before.</summary>
    private async Task<JobOutcome> ReleaseAsync(AskJob ask, EffectContext context, CancellationToken cancellationToken)
    {
        var wasQuarantined = await jobs.Value.ReleaseAsync(ask.Job, cancellationToken) || context.MayHaveHappened;
        return await jobs.Value.FindAsync(ask.Job, cancellationToken) switch
        {
            { Quarantined: { } why } => new JobOutcome(ask.Index, JobResult.Failed, null, "job.quarantined", $"It was tried, and could not be loaded: {why}"),
            not null when wasQuarantined => new JobOutcome(ask.Index, JobResult.Succeeded, null, null, null),
            not null => Ended(ask, JobResult.Refused, null, BatchFacade.NotQuarantined),
            null => new JobOutcome(ask.Index, JobResult.Refused, null, "job.not-found", "There is no such job."),
        };
    }

    private static JobOutcome Ended(AskJob ask, JobResult result, OperationId? operation, Rejection reason) => new(ask.Index, result, operation, reason.Code, reason.Message);
}
