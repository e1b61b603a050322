using ActorPlatform.Actors.Entities;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Events;

namespace ActorPlatform.Actors.Jobs.Rows;

/// <summary>The job as a kind of entity.</summary>
internal static class JobDefinition
{
    /// <summary>The kind: in the persistence ids, so it is for ever.</summary>
    public const string Kind = "job";

    /// <summary>What the shell needs to know of jobs.</summary>
    public static EntityDefinition<JobState, JobCommand, JobEvent> Of(JobSettings settings, EntityOptions options, ITally<JobState>? tally = null) => new()
    {
        Name = Kind,
        Behavior = new JobBehavior(settings),
        Project = JobRows.Project,
        Options = options,
        Tally = tally,
    };

    /// <summary>The job of a persistence id; null when it is of another kind.</summary>
    public static JobId? JobOf(string persistenceId) =>
        persistenceId.StartsWith(Kind + "|", StringComparison.Ordinal) ? new JobId(persistenceId[(Kind.Length + 1)..]) : null;

    /// <summary>The persistence id of a job.</summary>
    public static string PersistenceIdOf(JobId job) => $"{Kind}|{job.Value}";
}
