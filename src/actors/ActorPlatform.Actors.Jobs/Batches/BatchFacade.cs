using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Facade;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Actors.Jobs.Batches;

/// <summary>What people may ask of many jobs, on the entities of batches and the list of jobs.</summary>
internal sealed class BatchFacade(IJobs jobs, IEntityClient batches, JobLists lists) : IBatches
{
    /// <summary>Jobs that are tried at one time: each may have to be loaded first.</summary>
    private const int TriesAtOnce = 32;

    /// <summary>The refusal of a release of what is not quarantined.</summary>
    public static readonly Rejection NotQuarantined = new("job.not-quarantined", RejectionKind.Conflict, "The job is not quarantined; there is nothing to release.");

    private readonly BatchSelection _selection = new(lists);

    public async Task<Answer> AskAsync(BatchRequest request, CancellationToken cancellationToken)
    {
        var batch = request.Key is { } key ? Identities.BatchOfKey(key) : new BatchId($"{BatchId.Prefix}{Guid.NewGuid():N}"[..30]);
        var commandId = request.Key is null ? $"r-{Guid.NewGuid():N}" : Identities.Command(batch, request.Key);
        var ask = new EntityCommand(commandId, request.Fingerprint, request.By, new RecallBatch());

        // The first one with this key counts, whatever the selection means by now.
        if (request.Key is not null && await AskAsync(batch, ask, cancellationToken) is not Answer.Rejected { Reason.Kind: RejectionKind.NotFound } and var first)
            return first;
        var (found, refusal) = await Facade.Jobs.GuardAsync(() => _selection.ResolveAsync(request.Order, cancellationToken));
        if (refusal is not null)
            return new Answer.Rejected(refusal);
        var order = request.Order;
        var plan = new BatchPlan(order.Action, order.Arguments, [.. found.Select(f => f.Target)], order.Parallelism, order.Reason);
        return await AskAsync(batch, ask with { Command = new CreateBatch(plan) }, cancellationToken);
    }

    public async Task<BatchTrial> TryAsync(BatchOrder order, string? by, CancellationToken cancellationToken)
    {
        var (found, refusal) = await Facade.Jobs.GuardAsync(() => _selection.ResolveAsync(order, cancellationToken));
        if (refusal is not null)
            return new BatchTrial.Rejected(refusal);
        var trials = new BatchJobTrial[found.Length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = TriesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, found.Length, options, async (index, token) => trials[index] = await TryAsync(order, found[index], by, token));
        return new BatchTrial.Accepted(order.Action, [.. trials]);
    }

    public async Task<BatchResultPage?> ReadResultsAsync(OperationId id, BatchResultQuery query, CancellationToken cancellationToken)
    {
        if (!OperationIds.TryGetBatch(id, out var batch))
            return null;
        return await batches.ReadAsync(batch.Value, cancellationToken) switch
        {
            EntityAnswer.Sight { State: BatchState { Operation: { } operation } state } when operation.Id == id => BatchResults.Page(state, query),
            EntityAnswer.Sight => null,
            var other => throw Facade.Jobs.Unavailable(other),
        };
    }

    private async Task<Answer> AskAsync(BatchId batch, EntityCommand command, CancellationToken cancellationToken) =>
        Facade.Jobs.AnswerOf(batch.Value, await batches.AskAsync(batch.Value, command, cancellationToken));

    private async Task<BatchJobTrial> TryAsync(BatchOrder order, FoundJob found, string? by, CancellationToken cancellationToken)
    {
        var target = found.Target;
        if (new BatchPlan(order.Action, order.Arguments, [], order.Parallelism, order.Reason).CommandOf(batch: null) is not { } command)
            return new BatchJobTrial(target.Job, target.Name, found.IsQuarantined ? null : NotQuarantined);
        var trial = await jobs.TryAsync(target.Job, new JobRequest($"r-{Guid.NewGuid():N}", "", by, command), cancellationToken);
        return new BatchJobTrial(target.Job, target.Name, (trial as Trial.Rejected)?.Reason);
    }
}
