using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Runs;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Jobs.Facade;

/// <summary>What is told of a command that would be accepted; the same in process and over HTTP.</summary>
/// <param name="Changes">False when it would change nothing: the job is as it would be.</param>
/// <param name="Status">The status that the job would have at once.</param>
/// <param name="SpecVersion">The version of the spec that it would have.</param>
/// <param name="Operation">The operation that it would be.</param>
/// <param name="Run">The run that would be prepared.</param>
/// <param name="Restore">What that run would start from, among which candidates, and why.</param>
/// <param name="Room">Whether the cluster has room for that run now.</param>
public sealed record TrialOutline(bool Changes, JobStatus Status, int SpecVersion, Operation? Operation, Run? Run, JobDecision? Restore, TrialRoom? Room)
{
    /// <summary>Of what would be accepted, with the clusters as they are seen now.</summary>
    public static TrialOutline Of(Trial.Accepted trial, IEnumerable<ClusterSight> clusters)
    {
        var (before, after) = (trial.Before, trial.After);
        var run = after.LastRun > before.LastRun ? after.Run : null;
        var decision = after.Decisions.LastOrDefault(d => !before.Decisions.Contains(d));
        return new TrialOutline(
            !ReferenceEquals(before, after),
            after.Status,
            after.SpecVersion,
            after.Operations.FirstOrDefault(o => before.Operations.All(known => known.Id != o.Id)),
            run,
            run is null ? null : decision,
            after.Spec is { } spec && (run is not null || before.Status == JobStatus.None) ? TrialRoom.Of(spec, clusters.FirstOrDefault(c => c.Name == spec.Target.Cluster)) : null);
    }
}

/// <summary>Room for a run on its cluster, as last seen.</summary>
/// <param name="Visibility">Null: the cluster is not configured.</param>
/// <param name="NeededMemoryMb">Of the JobManager and of as many TaskManagers as the parallelism needs.</param>
/// <param name="Capacity">Null while it was never read.</param>
/// <param name="Fits">Whether it fits now; says nothing of the limits of its queue. Null like the capacity.</param>
public sealed record TrialRoom(string Cluster, Visibility? Visibility, long NeededMemoryMb, long NeededCores, ClusterCapacity? Capacity, bool? Fits)
{
    internal static TrialRoom Of(JobSpec spec, ClusterSight? cluster)
    {
        var (job, task) = (spec.Resources.JobManager, spec.Resources.TaskManager);
        var tasks = (spec.Parallelism + task.Slots - 1) / task.Slots;
        var (jobMb, taskMb) = (Megabytes(job.Memory), Megabytes(task.Memory));
        var (memory, cores) = (jobMb + (tasks * taskMb), job.Cpu + ((long)tasks * task.Cpu));
        var capacity = cluster?.Capacity;
        return new TrialRoom(
            spec.Target.Cluster,
            cluster?.Sight.Visibility,
            memory,
            cores,
            capacity,
            capacity is null ? null : memory <= capacity.FreeMemoryMb && cores <= capacity.FreeCores && Math.Max(jobMb, taskMb) <= capacity.MaxContainerMb);
    }

    private static long Megabytes(string memory) => MemorySize.TryParse(memory, out var bytes) ? (bytes + (1 << 20) - 1) >> 20 : 0;
}
