using System.Collections.Immutable;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Jobs.Facade;

/// <summary>A job with what is known beside its journal.</summary>
/// <param name="State">The state.</param>
/// <param name="Sight">How well its world is seen.</param>
/// <param name="Quarantined">Why it could not be loaded; then the state is the one of the list row, as far as that goes.</param>
public sealed record JobSight(JobState State, Sight Sight, string? Quarantined);

/// <summary>How well a job's world is seen.</summary>
/// <param name="Since">When it was last seen well, UTC; null while SEEN.</param>
/// <param name="Why">Who did not answer, with which error.</param>
public sealed record Sight(Visibility Visibility, DateTimeOffset? Since, string? Why)
{
    /// <summary>Nothing is missing.</summary>
    public static readonly Sight Clear = new(Visibility.Seen, null, null);
}

/// <summary>Filters of the job list; empty arrays filter nothing.</summary>
/// <param name="Cursor">Where the page before ended; null for the first.</param>
/// <param name="Sort">name, status, health, restoreAge, updatedAt; with restoreAge the youngest restore point comes first, jobs without one last.</param>
/// <param name="Limit">1 to 500.</param>
public sealed record JobQuery(
    ImmutableArray<JobStatus> Statuses, string? Tenant, string? Cluster, ImmutableArray<Health> Healths, ImmutableSortedDictionary<string, string> Labels, string? Text, bool? Quarantined,
    string Sort, int Limit, string? Cursor);

/// <summary>A page of the job list.</summary>
/// <param name="AsOf">The event position of the view.</param>
public sealed record JobPage(ImmutableArray<JobRow> Items, string? NextCursor, string AsOf);

/// <summary>A row of the job list, written in the same statement as the job's commit.</summary>
/// <param name="Job">The job as far as lists show it (no ledger, no ended runs).</param>
public sealed record JobRow(JobSummary Job, Sight Sight, string? Quarantined);

/// <summary>What jobs can be counted by.</summary>
public enum JobColumn
{
    /// <summary>The status.</summary>
    Status,

    /// <summary>The health.</summary>
    Health,

    /// <summary>The cluster.</summary>
    Cluster,

    /// <summary>The tenant.</summary>
    Tenant,
}

/// <summary>Counts of jobs.</summary>
/// <param name="AsOf">The event position of the view.</param>
public sealed record JobCounts(ImmutableArray<JobCount> Items, string AsOf);

/// <summary>How many jobs have a value in a column.</summary>
public sealed record JobCount(JobColumn Column, string Value, long Count);

/// <summary>Filters of the operations.</summary>
public sealed record OperationQuery(OperationState? State, JobId? Job, int Limit, string? Cursor);

/// <summary>An operation and its job.</summary>
/// <param name="Job">Null for a batch's.</param>
public sealed record OperationSight(JobId? Job, Operation Operation);

/// <summary>A page of operations.</summary>
public sealed record OperationPage(ImmutableArray<OperationSight> Items, string? NextCursor);

/// <summary>An event as people read it.</summary>
/// <param name="Position">In the feed: opaque; in a job's own list its sequence.</param>
/// <param name="Data">The stored event as JSON.</param>
public sealed record EventView(string Position, JobId Job, DateTimeOffset At, string? By, string Type, int? Run, string Summary, string Data)
{
    /// <summary>The status that the job has by this event; null when the event does not say.</summary>
    public JobStatus? Status { get; init; }
}

/// <summary>A page of events.</summary>
/// <param name="Next">The position to ask after; the asked one when there was nothing.</param>
/// <param name="Outdated">True when the asked position is from before a restore of the database: list anew.</param>
public sealed record EventPage(ImmutableArray<EventView> Items, string Next, bool Outdated);

/// <summary>A version of a spec.</summary>
public sealed record SpecVersion(int Version, DateTimeOffset At, string? By, JobSpec Spec);

/// <summary>A cluster as it is seen now.</summary>
/// <param name="Capacity">As last read; null when it never was.</param>
/// <param name="RunsSeen">Our applications alive at the last look.</param>
public sealed record ClusterSight(string Name, string Kind, Sight Sight, ClusterCapacity? Capacity, int RunsSeen, ClusterTraffic Traffic)
{
    /// <summary>When the capacity was told, UTC; null while it never was.</summary>
    public DateTimeOffset? CapacityReadAt { get; init; }
}
