using ActorPlatform.Client.Model;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Client.InProcess;

public sealed partial class InProcessActorPlatform
{
    /// <inheritdoc />
    public async Task<Model.JobSummary> SummarizeJobsAsync(JobFilter filter, IReadOnlyList<string>? by = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var (query, columns) = (Inputs.QueryOf(filter with { Sort = null, Limit = 1, Cursor = null }), Inputs.ColumnsOf(by ?? []));
        var census = await ReadAsync(() => JobCensus.ReadAsync(jobs, query, columns, cancellationToken));
        return new Model.JobSummary { Total = census.Total, By = census.By, AsOf = census.AsOf };
    }

    /// <inheritdoc />
    public async Task<Page<Model.AuditEntry>> ListAuditAsync(AuditFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var query = Inputs.QueryOf(filter);
        var page = await ReadAsync(() => jobs.ReadAuditAsync(query, cancellationToken));
        return new Page<Model.AuditEntry> { Items = [.. page.Items.Select(Histories.Of)], NextCursor = page.NextCursor };
    }

    /// <inheritdoc />
    public async Task<PlacedArtifact> PutArtifactAsync(Func<Stream> content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        await using var stream = content();
        return await ReadAsync(() => jobs.TakeArtifactAsync(stream, long.MaxValue, cancellationToken)) switch
        {
            ArtifactOutcome.Placed placed => new PlacedArtifact { Artifact = placed.Name, SizeBytes = placed.SizeBytes, Clusters = placed.Clusters },
            ArtifactOutcome.Empty => throw InProcessErrors.EmptyArtifact(),
            var other => throw new InvalidOperationException($"{other} is no outcome of an artifact without a limit."),
        };
    }
}
