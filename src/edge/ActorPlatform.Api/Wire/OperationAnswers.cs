using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Api.Wire;

/// <summary>Reads what belongs to an operation that is answered by itself.</summary>
internal static class OperationAnswers
{
    /// <summary>The operation; a batch's with results of its jobs, as many as an answer may hold.</summary>
    public static async Task<OperationBody> ReadAsync(IJobs jobs, OperationSight sight, CancellationToken cancellationToken)
    {
        var body = OperationBody.Of(sight);
        if (body.Batch is not { } batch)
            return body;
        try
        {
            var query = new BatchResultQuery(batch.Total <= BatchBody.MaxResults ? [] : [BatchJobState.Failed, BatchJobState.Refused], BatchBody.MaxResults, null);
            var page = await jobs.Batches.ReadResultsAsync(new OperationId(body.Id), query, cancellationToken);
            return page is null ? body : body with { Batch = batch with { Results = [.. page.Items.Select(BatchResultBody.Of)] } };
        }
        catch (JobUnavailableException)
        {
            // The counts are there; who needs the results can ask for them by themselves.
            return body;
        }
    }
}
