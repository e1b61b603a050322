using System.Collections.Immutable;
using ActorPlatform.Actors.Jobs.Batches;
using ActorPlatform.Actors.Jobs.Rows;
using ActorPlatform.Actors.Jobs.Sights;
using ActorPlatform.Actors.Storage;
using ActorPlatform.Actors.Storage.Lists;
using ActorPlatform.Actors.Storage.Operations;
using ActorPlatform.Actors.Storage.Paging;
using ActorPlatform.Actors.Storage.Rows;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Actors.Jobs.Facade;

/// <summary>Reads the tables beside the journal.</summary>
internal sealed class JobLists(IStorage storage, ClusterSights sights)
{
    private const int MaxPage = 500;

    /// <summary>A page of the job list.</summary>
    public async Task<JobPage> ReadAsync(JobQuery query, CancellationToken cancellationToken)
    {
        // The position first: what the list lacks comes after it.
        var asOf = await storage.Feed.ReadPositionAsync(cancellationToken);
        var page = await GuardAsync(() => storage.Lists.ReadPageAsync(Query(query), cancellationToken));
        return new JobPage([.. page.Items.Select(Row)], page.NextCursor, asOf);
    }

    /// <summary>How many jobs pass the filters, by the values of columns.</summary>
    public async Task<JobCounts> CountAsync(JobQuery query, ImmutableArray<JobColumn> by, CancellationToken cancellationToken)
    {
        var asOf = await storage.Feed.ReadPositionAsync(cancellationToken);
        var counts = ImmutableArray.CreateBuilder<JobCount>();
        foreach (var column in by)
            foreach (var count in await storage.Lists.CountAsync(Query(query), ColumnOf(column), cancellationToken))
                counts.Add(new JobCount(column, count.Value ?? "", count.Count));
        return new JobCounts(counts.ToImmutable(), asOf);
    }

    /// <summary>A job's row; null when there is none.</summary>
    public async Task<JobRow?> FindAsync(JobId job, CancellationToken cancellationToken) =>
        await storage.Lists.FindAsync(job.Value, cancellationToken) is { } row ? Row(row) : null;

    /// <summary>All jobs that pass the filters, by name; at most so many.</summary>
    public async Task<ImmutableArray<FoundJob>> SelectAsync(JobQuery query, int most, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<FoundJob>();
        for (var next = Query(query) with { Sort = ListSort.Name, Limit = MaxPage, Cursor = null }; found.Count < most;)
        {
            var page = await GuardAsync(() => storage.Lists.ReadPageAsync(next, cancellationToken));
            found.AddRange(page.Items.Select(Found));
            if (page.NextCursor is not { } cursor)
                break;
            next = next with { Cursor = cursor };
        }

        return found.ToImmutable();
    }

    /// <summary>Those of these jobs that there are, in their order.</summary>
    public async Task<ImmutableArray<FoundJob>> SelectAsync(ImmutableArray<string> ids, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<FoundJob>();
        foreach (var id in ids)
            if (await storage.Lists.FindAsync(id, cancellationToken) is { Row.Kind: JobDefinition.Kind } row)
                found.Add(Found(row));
        return found.ToImmutable();
    }

    /// <summary>An operation; null when there is none.</summary>
    public async Task<OperationSight?> FindOperationAsync(OperationId id, CancellationToken cancellationToken) =>
        await storage.Operations.FindAsync(id.Value, cancellationToken) is { } row ? SightOf(row) : null;

    /// <summary>A page of operations, newest first.</summary>
    public async Task<OperationPage> ReadOperationsAsync(OperationQuery query, CancellationToken cancellationToken)
    {
        var stored = new StoredOperationQuery(query.State is { } state ? EnumNames.Of(state) : null, query.Job?.Value, query.Limit, query.Cursor);
        var page = await GuardAsync(() => storage.Operations.ReadPageAsync(stored, cancellationToken));
        return new OperationPage([.. page.Items.Select(SightOf)], page.NextCursor);
    }

    private static async Task<T> GuardAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (CursorException exception)
        {
            throw new InvalidCursorException(exception.Message, exception);
        }
    }

    private static OperationSight SightOf(OperationRow row)
    {
        var operation = JobRows.OperationOf(row);
        return new OperationSight(operation.Batch is null ? new JobId(row.EntityId) : null, operation);
    }

    private static FoundJob Found(StoredListRow row) => new(new BatchTarget(new JobId(row.Row.Id), row.Row.Name), row.Quarantined is not null);

    private JobRow Row(StoredListRow row)
    {
        var summary = JobRows.SummaryOf(row.Row);
        return new JobRow(summary, sights.Of(summary.State), row.Quarantined);
    }

    private static ListQuery Query(JobQuery query) => new()
    {
        Kind = JobDefinition.Kind,
        Statuses = [.. query.Statuses.Select(EnumNames.Of)],
        Healths = [.. query.Healths.Select(EnumNames.Of)],
        Tenant = query.Tenant,
        Cluster = query.Cluster,
        Labels = query.Labels,
        Text = query.Text,
        Quarantined = query.Quarantined,
        Sort = SortOf(query.Sort),
        Limit = query.Limit,
        Cursor = query.Cursor,
    };

    private static ListColumn ColumnOf(JobColumn column) => column switch
    {
        JobColumn.Status => ListColumn.Status,
        JobColumn.Health => ListColumn.Health,
        JobColumn.Cluster => ListColumn.Cluster,
        JobColumn.Tenant => ListColumn.Tenant,
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "Not a column of the list."),
    };

    private static ListSort SortOf(string sort) => sort switch
    {
        "status" => ListSort.Status,
        "health" => ListSort.Health,
        "updatedAt" => ListSort.UpdatedAt,
        "restoreAge" => ListSort.RestoreAge,
        "name" => ListSort.Name,
        _ => throw new ArgumentOutOfRangeException(nameof(sort), sort, "Allowed are name, status, health, restoreAge, updatedAt."),
    };
}
