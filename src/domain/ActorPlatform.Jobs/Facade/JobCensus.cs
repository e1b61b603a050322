using System.Collections.Immutable;

namespace ActorPlatform.Jobs.Facade;

/// <summary>Counts of jobs as they are told; the same in process and over HTTP.</summary>
/// <param name="Total">All jobs that pass the filters.</param>
/// <param name="By">For each column that was asked for, by its name: its values, and how many jobs have them.</param>
/// <param name="AsOf">The event position of the view.</param>
public sealed record JobCensus(long Total, IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>> By, string AsOf)
{
    /// <summary>What can be counted by: the names of <see cref="JobColumn"/>, in its order.</summary>
    public static readonly ImmutableArray<string> Names = ["status", "health", "cluster", "tenant"];

    private static readonly ImmutableArray<string> s_usual = ["status", "health", "cluster"];

    /// <summary>Counts by these names; by status, health and cluster when there are none.</summary>
    public static async Task<JobCensus> ReadAsync(IJobs jobs, JobQuery query, ImmutableArray<string> by, CancellationToken cancellationToken)
    {
        var names = by.IsEmpty ? s_usual : by;
        var counts = await jobs.CountAsync(query, [.. names.Select(ColumnOf)], cancellationToken);
        var counted = names.ToDictionary(
            name => name, name => (IReadOnlyDictionary<string, long>)counts.Items.Where(c => c.Column == ColumnOf(name)).ToDictionary(c => c.Value, c => c.Count));

        // Each job has one value in every column.
        return new JobCensus(counted[names[0]].Values.Sum(), counted, counts.AsOf);
    }

    private static JobColumn ColumnOf(string name) => (JobColumn)Names.IndexOf(name);
}
