using System.Collections.Immutable;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Operations;

namespace ActorPlatform.Jobs.Batches;

/// <summary>The rules of a batch: so many of its jobs are asked at a time, each once, and one that fails holds up none of the others.</summary>
public sealed class BatchBehavior(JobSettings settings) : Behavior<BatchState, BatchCommand, BatchEvent>
{
    /// <inheritdoc />
    public override BatchState Initial => BatchState.Initial;

    /// <inheritdoc />
    public override Decision<BatchEvent> Decide(BatchState state, BatchCommand command, DecideContext context) => command switch
    {
        CreateBatch create => Create(state, create.Plan, context),
        _ when state.Plan is null => Reject("batch.not-found", RejectionKind.NotFound, "There is no such batch."),
        EndBatchJob end => End(state, end.Outcome, context.Now),
        BatchDeadlineCame deadline => Late(state, deadline.Name, context.Now),
        _ => Reject("batch.unknown-command", RejectionKind.Invalid, $"{command.GetType().Name} is not a command of a batch."),
    };

    /// <inheritdoc />
    public override BatchState Evolve(BatchState state, BatchEvent @event) => BatchEvolution.Apply(state, @event);

    /// <inheritdoc />
    public override Obligations Obligations(BatchState state) => state.InWork.IsEmpty
        ? Behaviors.Obligations.None
        : new Obligations(
            [.. state.InWork.Select(j => (Effect)state.Plan!.AskOf(j.Index, state))],
            [.. state.InWork.Select(j => new Deadline(BatchKeys.Of(j.Index), j.Since + settings.BatchJobWithin, settings.LookFirst))],
            []);

    /// <inheritdoc />
    public override BatchCommand Due(string deadline) => new BatchDeadlineCame(deadline);

    private static Decision<BatchEvent> Create(BatchState state, BatchPlan plan, DecideContext context)
    {
        if (state.Plan is not null)
            return Reject("batch.exists", RejectionKind.Conflict, "There is such a batch already.");
        if (plan.Jobs.IsEmpty || plan.Jobs.Length > BatchPlan.MaxJobs || plan.Parallelism < 1)
            return Reject("batch.invalid", RejectionKind.Invalid, $"The batch has {plan.Jobs.Length} jobs, {plan.Parallelism} at a time; 1 to {BatchPlan.MaxJobs} jobs are allowed, at least one at a time.");
        var operation = OperationIds.For(context.EntityId, context.CommandId);
        return new Decision<BatchEvent>.Accepted([new BatchCreated(context.Now, new BatchId(context.EntityId), operation, plan with { Reason = plan.Reason is { } reason ? Secrets.Hide(reason) : null }, context.By)], new OperationReply(operation));
    }

    /// <summary>An outcome that is late, or told again, changes nothing.</summary>
    private static Decision<BatchEvent> End(BatchState state, JobOutcome outcome, DateTimeOffset now)
    {
        if (!state.InWork.Any(j => j.Index == outcome.Index))
            return new Decision<BatchEvent>.Accepted([], Done.Instance);
        var ended = new BatchJobEnded(now, BatchTexts.Kept(outcome));
        var after = BatchEvolution.Apply(state, ended);
        return new Decision<BatchEvent>.Accepted(
            after.InWork.IsEmpty ? [ended, new BatchEnded(now, after.Operation!.Batch!.Succeeded == after.Plan!.Jobs.Length, BatchTexts.Of(after))] : [ended], Done.Instance);
    }

    private Decision<BatchEvent> Late(BatchState state, string name, DateTimeOffset now)
    {
        if (state.InWork.FirstOrDefault(j => BatchKeys.Of(j.Index) == name) is not { } job || job.Since + settings.BatchJobWithin > now)
            return new Decision<BatchEvent>.Accepted([], Done.Instance);
        var ask = state.Plan!.AskOf(job.Index, state);
        OperationId? operation = ask.Command is null ? null : OperationIds.For(ask.Job, ask.CommandId);
        return End(state, new JobOutcome(job.Index, JobResult.Failed, operation, "batch.job-late", $"Not over within {settings.BatchJobWithin.InWords()}; what was asked of it goes on."), now);
    }

    private static Decision<BatchEvent>.Rejected Reject(string code, RejectionKind kind, string message) => new(new Rejection(code, kind, message));
}
