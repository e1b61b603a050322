using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Api.Wire;

/// <summary>What a command would do; nothing was done.</summary>
/// <param name="Changes">False when it would change nothing: the job is as it would be.</param>
/// <param name="Status">The status that the job would have at once.</param>
/// <param name="Operation">The operation that it would be.</param>
/// <param name="Run">The run that would be prepared.</param>
/// <param name="Restore">What that run would start from, among which candidates, and why.</param>
/// <param name="Capacity">Whether the cluster has room for that run now.</param>
internal sealed record TrialBody(
    bool DryRun, bool Changes, string JobId, string Status, int SpecVersion, TrialOperationBody? Operation, TrialRunBody? Run, DecisionBody? Restore, TrialCapacityBody? Capacity)
{
    public static TrialBody Of(JobId job, Trial.Accepted trial, IEnumerable<ClusterSight> clusters)
    {
        var (before, after) = (trial.Before, trial.After);
        var operation = after.Operations.FirstOrDefault(o => before.Operations.All(known => known.Id != o.Id));
        var run = after.LastRun > before.LastRun ? after.Run : null;
        var decision = after.Decisions.LastOrDefault(d => !before.Decisions.Contains(d));
        return new TrialBody(
            DryRun: true,
            !ReferenceEquals(before, after),
            job.Value,
            EnumNames.Of(after.Status),
            after.SpecVersion,
            operation is null ? null : new TrialOperationBody(EnumNames.Of(operation.Kind), EnumNames.Of(operation.State)),
            run is null ? null : new TrialRunBody(run.Number, run.Cluster, run.SpecVersion),
            run is not null && decision is not null ? DecisionBody.Of(decision) : null,
            after.Spec is { } spec && (run is not null || before.Status == JobStatus.None) ? TrialCapacityBody.Of(spec, clusters.FirstOrDefault(c => c.Name == spec.Target.Cluster)) : null);
    }
}

/// <summary>An operation that would be made.</summary>
internal sealed record TrialOperationBody(string Kind, string State);

/// <summary>A run that would be prepared.</summary>
internal sealed record TrialRunBody(int Number, string Cluster, int SpecVersion);

/// <summary>Room for a run on its cluster, as last seen.</summary>
/// <param name="NeededMemoryMb">Of the JobManager and of as many TaskManagers as the parallelism needs.</param>
/// <param name="FreeMemoryMb">Left out while the cluster's capacity was never read; so are the other figures of the cluster.</param>
/// <param name="Fits">Whether it fits now; says nothing of the limits of its queue.</param>
internal sealed record TrialCapacityBody(
    string Cluster, string? Visibility, long NeededMemoryMb, long NeededCores, long? FreeMemoryMb, int? FreeCores, long? MaxContainerMb, bool? Fits)
{
    public static TrialCapacityBody Of(JobSpec spec, ClusterSight? cluster)
    {
        var (job, task) = (spec.Resources.JobManager, spec.Resources.TaskManager);
        var tasks = (spec.Parallelism + task.Slots - 1) / task.Slots;
        var (jobMb, taskMb) = (Megabytes(job.Memory), Megabytes(task.Memory));
        var (memory, cores) = (jobMb + (tasks * taskMb), job.Cpu + ((long)tasks * task.Cpu));
        var capacity = cluster?.Capacity;
        return new TrialCapacityBody(
            spec.Target.Cluster,
            cluster is null ? null : EnumNames.Of(cluster.Sight.Visibility),
            memory,
            cores,
            capacity?.FreeMemoryMb,
            capacity?.FreeCores,
            capacity?.MaxContainerMb,
            capacity is null ? null : memory <= capacity.FreeMemoryMb && cores <= capacity.FreeCores && Math.Max(jobMb, taskMb) <= capacity.MaxContainerMb);
    }

    private static long Megabytes(string memory) => MemorySize.TryParse(memory, out var bytes) ? (bytes + (1 << 20) - 1) >> 20 : 0;
}
