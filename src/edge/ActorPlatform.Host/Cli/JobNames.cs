using ActorPlatform.Client;
using ActorPlatform.Host.Configuration;

namespace ActorPlatform.Host.Cli;

/// <summary>People name jobs by id, or by name where that is clear.</summary>
internal static class JobNames
{
    private const int Most = 20;

    /// <summary>The id of what was named.</summary>
    /// <exception cref="UsageException">Several jobs have the name; lists them.</exception>
    /// <exception cref="NotFoundException">None has it.</exception>
    public static async Task<string> FindAsync(Session session, string name, CancellationToken cancellationToken)
    {
        if (name.StartsWith("job-", StringComparison.Ordinal))
            return name;
        var page = await session.Client.ListJobsAsync(new JobFilter { Text = name, Limit = 500 }, cancellationToken);
        var found = page.Items.Where(job => job.Name == name || job.Id == name).ToList();
        return found switch
        {
            [{ } one] => one.Id,
            [] => throw new NotFoundException("job.not-found", $"There is no job '{name}'. 'job list' shows those there are."),
            _ => throw new UsageException($"{found.Count} jobs are called '{name}'; name one by its id: {string.Join(", ", found.Take(Most).Select(job => job.Id))}"),
        };
    }

    /// <summary>The number of the job's newest run.</summary>
    /// <exception cref="NotFoundException">It has had none.</exception>
    public static async Task<int> NewestRunAsync(Session session, string id, CancellationToken cancellationToken) =>
        (await session.Client.GetJobAsync(id, cancellationToken)).Run?.Number ?? throw new NotFoundException("run.not-found", $"{id} has had no run yet.");
}
