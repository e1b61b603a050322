using System.Collections.Immutable;
using ActorPlatform.Client.Model;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Facade;
using BatchTrial = ActorPlatform.Client.Model.BatchTrial;

namespace ActorPlatform.Client.InProcess;

/// <summary>Batches between this client's words and the engine's.</summary>
internal static class Batches
{
    private const int MaxResults = 100;

    public static Jobs.Facade.BatchOrder Of(BatchOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var filter = order.Filter is { } asked ? Inputs.QueryOf(asked, "select.") : null;
        var select = new BatchSelect([.. order.Ids], order.Ids.Count == 0 ? filter ?? Inputs.QueryOf(new JobFilter()) : filter);
        return new Jobs.Facade.BatchOrder(order.Action, order.Arguments, select, order.ExpectCount, order.Parallelism, order.Reason);
    }

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public static InputException? Check(Jobs.Facade.BatchOrder order, bool isTrial) => order.Check(isTrial) is [] ? null : InProcessErrors.Invalid(order.Check(isTrial));

    public static BatchProgress Of(BatchCounts counts, string? reason) => new()
    {
        Action = EnumNames.Of(counts.Action), Total = counts.Total, Done = counts.Done, Succeeded = counts.Succeeded, Failed = counts.Failed, Refused = counts.Refused, InWork = counts.InWork, Reason = reason,
    };

    /// <summary>Which results stand in the operation itself.</summary>
    public static BatchResultQuery QueryOf(BatchProgress batch) => new(batch.Total <= MaxResults ? [] : [BatchJobState.Failed, BatchJobState.Refused], MaxResults, null);

    public static BatchResult Of(BatchJobView view) => new()
    {
        JobId = view.Job.Value, Name = view.Name, State = EnumNames.Of(view.State), OperationId = view.Operation?.Value, Code = view.Code, Message = view.Text,
    };

    public static BatchTrial Of(Jobs.Facade.BatchTrial.Accepted trial)
    {
        var refusedBy = trial.RefusedBy;
        var refused = refusedBy.Values.Sum();
        return new BatchTrial
        {
            Action = EnumNames.Of(trial.Action), Total = trial.Jobs.Length, Allowed = trial.Jobs.Length - refused, Refused = refused,
            RefusedBy = refusedBy, Results = [.. trial.Jobs.OrderBy(job => job.Refusal is null).Take(MaxResults).Select(Of)],
        };
    }

    private static Model.BatchJobTrial Of(Jobs.Facade.BatchJobTrial trial) =>
        new() { JobId = trial.Job.Value, Name = trial.Name, Allowed = trial.Refusal is null, Code = trial.Refusal?.Code, Message = trial.Refusal?.Message };
}
