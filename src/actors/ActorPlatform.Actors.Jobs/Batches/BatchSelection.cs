using System.Collections.Immutable;
using ActorPlatform.Actors.Jobs.Facade;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Actors.Jobs.Batches;

/// <summary>A job that was selected.</summary>
internal sealed record FoundJob(BatchTarget Target, bool IsQuarantined);

/// <summary>Finds the jobs that a batch means.</summary>
internal sealed class BatchSelection(JobLists lists)
{
    private const int Samples = 5;
    private const int MostNamed = 50;

    /// <summary>What can be asked at all: a retired job is a tombstone. They are selected when they are asked for by their status.</summary>
    private static readonly ImmutableArray<JobStatus> _living = [.. Enum.GetValues<JobStatus>().Where(s => s is not (JobStatus.None or JobStatus.Retired))];

    /// <summary>The jobs, or why it is not a selection.</summary>
    public async Task<(ImmutableArray<FoundJob> Jobs, Rejection? Refusal)> ResolveAsync(BatchOrder order, CancellationToken cancellationToken)
    {
        var ids = order.Select.Ids;
        var found = order.Select.Filter is { } filter
            ? await lists.SelectAsync(filter with { Statuses = filter.Statuses.IsEmpty ? _living : filter.Statuses }, BatchPlan.MaxJobs + 1, cancellationToken)
            : await lists.SelectAsync(ids, cancellationToken);
        return (found, Missing(ids, found) ?? Judge(order, found));
    }

    private static Rejection? Missing(ImmutableArray<string> ids, ImmutableArray<FoundJob> found)
    {
        var missing = ids.Except(found.Select(f => f.Target.Job.Value)).ToList();
        return missing.Count == 0
            ? null
            : new Rejection("job.not-found", RejectionKind.NotFound, $"There are no such jobs: {string.Join(", ", missing.Take(MostNamed))}{(missing.Count > MostNamed ? $" and {missing.Count - MostNamed} more" : "")}. Nothing was done to the others.");
    }

    private static Rejection? Judge(BatchOrder order, ImmutableArray<FoundJob> found)
    {
        if (found.Length > BatchPlan.MaxJobs)
            return new Rejection("batch.too-large", RejectionKind.Conflict, $"The selection has more than {BatchPlan.MaxJobs} jobs, which is the most of a batch; narrow it. Nothing was done.");
        if (order.ExpectCount is { } expected && expected != found.Length)
            return new Rejection("batch.count-changed", RejectionKind.Conflict, $"The selection has {BatchTexts.Jobs(found.Length)} now, not {expected}{SampleOf(found)}. Nothing was done; look again by a dry run, and say the new number.");
        return found.IsEmpty ? new Rejection("batch.empty", RejectionKind.Conflict, "The selection has no jobs. Nothing was done.") : null;
    }

    private static string SampleOf(ImmutableArray<FoundJob> found) =>
        found.IsEmpty ? "" : $": {string.Join(", ", found.Take(Samples).Select(f => f.Target.Name))}{(found.Length > Samples ? " and others" : "")}";
}
