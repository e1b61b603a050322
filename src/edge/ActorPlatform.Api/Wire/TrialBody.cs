using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;

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
    public static TrialBody Of(JobId job, TrialOutline outline) => new(
        DryRun: true,
        outline.Changes,
        job.Value,
        EnumNames.Of(outline.Status),
        outline.SpecVersion,
        outline.Operation is { } operation ? new TrialOperationBody(EnumNames.Of(operation.Kind), EnumNames.Of(operation.State)) : null,
        outline.Run is { } run ? new TrialRunBody(run.Number, run.Cluster, run.SpecVersion) : null,
        outline.Restore is { } decision ? DecisionBody.Of(decision) : null,
        outline.Room is { } room ? TrialCapacityBody.Of(room) : null);
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
    public static TrialCapacityBody Of(TrialRoom room) => new(
        room.Cluster,
        room.Visibility is { } visibility ? EnumNames.Of(visibility) : null,
        room.NeededMemoryMb,
        room.NeededCores,
        room.Capacity?.FreeMemoryMb,
        room.Capacity?.FreeCores,
        room.Capacity?.MaxContainerMb,
        room.Fits);
}
