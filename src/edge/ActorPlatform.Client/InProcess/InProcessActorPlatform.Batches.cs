using System.Security.Cryptography;
using System.Text;
using ActorPlatform.Client.Http;
using ActorPlatform.Client.Model;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Operations;
using Operation = ActorPlatform.Client.Model.Operation;

namespace ActorPlatform.Client.InProcess;

public sealed partial class InProcessActorPlatform
{
    /// <inheritdoc />
    public async Task<Operation> RunBatchAsync(BatchOrder order, CommandOptions? options = null, CancellationToken cancellationToken = default)
    {
        Inputs.Check(options);
        var asked = Batches.Of(order);
        if (Batches.Check(asked, isTrial: false) is { } problem)
            throw problem;
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(BatchBodies.Of(order))));
        var answer = await ReadAsync(() => jobs.Batches.AskAsync(new BatchRequest(options?.IdempotencyKey, fingerprint, by ?? "in-process", asked), cancellationToken));
        var id = answer is Answer.Accepted { Reply: OperationReply reply } ? reply.Id.Value : throw InProcessErrors.Of(answer);
        try
        {
            return await GetOperationAsync(id, options?.Wait ?? TimeSpan.Zero, cancellationToken);
        }
        catch (UnavailableException)
        {
            // Accepted and durable: the caller gets what is certain, never an error that invites a repetition.
            return new Operation { Id = id, Kind = EnumNames.Of(OperationKind.Batch) };
        }
    }

    /// <inheritdoc />
    public async Task<Model.BatchTrial> TryBatchAsync(BatchOrder order, CancellationToken cancellationToken = default)
    {
        var asked = Batches.Of(order);
        if (Batches.Check(asked, isTrial: true) is { } problem)
            throw problem;
        return await ReadAsync(() => jobs.Batches.TryAsync(asked, by ?? "in-process", cancellationToken)) switch
        {
            Jobs.Facade.BatchTrial.Accepted accepted => Batches.Of(accepted),
            Jobs.Facade.BatchTrial.Rejected rejected => throw InProcessErrors.Of(rejected.Reason),
            var other => throw new InvalidOperationException($"{other} is no outcome of a trial."),
        };
    }

    /// <inheritdoc />
    public async Task<Page<BatchResult>> ListBatchResultsAsync(string operationId, BatchResultFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var query = Inputs.QueryOf(filter);
        var page = await ReadAsync(() => jobs.Batches.ReadResultsAsync(new OperationId(operationId), query, cancellationToken))
            ?? throw new NotFoundException("batch.not-found", $"There is no batch with the operation '{operationId}'.");
        return new Page<BatchResult> { Items = [.. page.Items.Select(Batches.Of)], NextCursor = page.NextCursor };
    }

    /// <summary>A batch with the results that an operation holds.</summary>
    private async Task<Operation> WithResultsAsync(Operation operation, CancellationToken cancellationToken)
    {
        if (operation.Batch is not { } batch)
            return operation;
        try
        {
            var page = await jobs.Batches.ReadResultsAsync(new OperationId(operation.Id), Batches.QueryOf(batch), cancellationToken);
            return page is null ? operation : operation with { Batch = batch with { Results = [.. page.Items.Select(Batches.Of)] } };
        }
        catch (JobUnavailableException)
        {
            // The counts are there; who needs the results can ask for them by themselves.
            return operation;
        }
    }
}
