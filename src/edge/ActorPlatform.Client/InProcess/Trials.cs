using ActorPlatform.Client.Model;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Client.InProcess;

/// <summary>What a command would do, as this client shows it.</summary>
internal static class Trials
{
    public static Model.Trial Of(JobId job, TrialOutline outline) => new()
    {
        DryRun = true,
        Changes = outline.Changes,
        JobId = job.Value,
        Status = EnumNames.Of(outline.Status),
        SpecVersion = outline.SpecVersion,
        Operation = outline.Operation is { } operation ? new TrialOperation(EnumNames.Of(operation.Kind), EnumNames.Of(operation.State)) : null,
        Run = outline.Run is { } run ? new TrialRun(run.Number, run.Cluster, run.SpecVersion) : null,
        Restore = outline.Restore is { } decision ? Histories.Of(decision) : null,
        Capacity = outline.Room is { } room ? Of(room) : null,
    };

    private static TrialCapacity Of(TrialRoom room) => new()
    {
        Cluster = room.Cluster,
        Visibility = room.Visibility is { } visibility ? EnumNames.Of(visibility) : null,
        NeededMemoryMb = room.NeededMemoryMb,
        NeededCores = room.NeededCores,
        FreeMemoryMb = room.Capacity?.FreeMemoryMb,
        FreeCores = room.Capacity?.FreeCores,
        MaxContainerMb = room.Capacity?.MaxContainerMb,
        Fits = room.Fits,
    };
}
