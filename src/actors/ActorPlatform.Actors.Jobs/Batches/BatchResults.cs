using System.Collections.Immutable;
using System.Globalization;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Actors.Jobs.Batches;

/// <summary>The jobs of a batch as people see them. Pure.</summary>
internal static class BatchResults
{
    /// <summary>A page, in the order of the batch.</summary>
    public static BatchResultPage Page(BatchState state, BatchResultQuery query)
    {
        var plan = state.Plan!;
        var outcomes = new JobOutcome?[plan.Jobs.Length];
        foreach (var outcome in state.Outcomes)
            outcomes[outcome.Index] = outcome;
        var items = ImmutableArray.CreateBuilder<BatchJobView>();
        for (var index = IndexOf(query.Cursor); index < plan.Jobs.Length; index++)
        {
            var view = View(state, index, outcomes[index]);
            if (!query.States.IsEmpty && !query.States.Contains(view.State))
                continue;
            if (items.Count == query.Limit)
                return new BatchResultPage(items.ToImmutable(), index.ToString(CultureInfo.InvariantCulture));
            items.Add(view);
        }

        return new BatchResultPage(items.ToImmutable(), null);
    }

    private static BatchJobView View(BatchState state, int index, JobOutcome? outcome)
    {
        var target = state.Plan!.Jobs[index];
        var place = outcome?.Result switch
        {
            JobResult.Succeeded => BatchJobState.Succeeded,
            JobResult.Failed => BatchJobState.Failed,
            JobResult.Refused => BatchJobState.Refused,
            _ => index < state.Begun ? BatchJobState.Running : BatchJobState.Pending,
        };
        return new BatchJobView(target.Job, target.Name, place, outcome?.Operation, outcome?.Code, outcome?.Text);
    }

    private static int IndexOf(string? cursor)
    {
        if (cursor is null)
            return 0;
        return int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : throw new InvalidCursorException("The cursor was not given out for these results; ask for the first page again.");
    }
}
