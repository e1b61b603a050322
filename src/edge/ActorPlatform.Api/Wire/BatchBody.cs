using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Api.Wire;

/// <summary>How far a batch is.</summary>
/// <param name="Done">Jobs whose end is known.</param>
/// <param name="Refused">Jobs that did not accept; nothing was changed about them.</param>
/// <param name="Results">Of a batch of up to 100 jobs all of them; of a larger one the first 100 that failed or were refused. All of them, page by page: GET /operations/{id}/results. Left out in lists.</param>
internal sealed record BatchBody(string Action, int Total, int Done, int Succeeded, int Failed, int Refused, int InWork, string? Reason, IReadOnlyList<BatchResultBody>? Results)
{
    /// <summary>The most results within an operation.</summary>
    public const int MaxResults = 100;

    public static BatchBody Of(BatchCounts counts, string? reason) =>
        new(EnumNames.Of(counts.Action), counts.Total, counts.Done, counts.Succeeded, counts.Failed, counts.Refused, counts.InWork, reason, null);
}

/// <summary>What became of a job of a batch.</summary>
/// <param name="Name">As it was called when it was selected.</param>
/// <param name="OperationId">The job's operation; left out when there is none, or none yet.</param>
/// <param name="Code">Stable and dotted: why it was refused, or how it failed.</param>
internal sealed record BatchResultBody(string JobId, string Name, string State, string? OperationId, string? Code, string? Message)
{
    public static BatchResultBody Of(BatchJobView view) =>
        new(view.Job.Value, view.Name, EnumNames.Of(view.State), view.Operation?.Value, view.Code, view.Text);
}

/// <summary>What a batch would do; nothing was done.</summary>
/// <param name="Total">Jobs of the selection: the `expectCount` of the batch itself.</param>
/// <param name="Allowed">Jobs that would accept.</param>
/// <param name="RefusedBy">The refusals by their codes.</param>
/// <param name="Results">The first 100, those that would refuse first.</param>
internal sealed record BatchTrialBody(bool DryRun, string Action, int Total, int Allowed, int Refused, IReadOnlyDictionary<string, int> RefusedBy, IReadOnlyList<BatchJobTrialBody> Results)
{
    public static BatchTrialBody Of(BatchTrial.Accepted trial)
    {
        var refusedBy = trial.RefusedBy;
        var refused = refusedBy.Values.Sum();
        return new BatchTrialBody(
            DryRun: true,
            EnumNames.Of(trial.Action),
            trial.Jobs.Length,
            trial.Jobs.Length - refused,
            refused,
            refusedBy,
            [.. trial.Jobs.OrderBy(j => j.Refusal is null).Take(BatchBody.MaxResults).Select(BatchJobTrialBody.Of)]);
    }
}

/// <summary>What a job of a batch would answer.</summary>
/// <param name="Allowed">False when it would refuse, by the rule that `code` names.</param>
internal sealed record BatchJobTrialBody(string JobId, string Name, bool Allowed, string? Code, string? Message)
{
    public static BatchJobTrialBody Of(BatchJobTrial trial) => new(trial.Job.Value, trial.Name, trial.Refusal is null, trial.Refusal?.Code, trial.Refusal?.Message);
}
