using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Jobs.Observers;

internal static partial class ObserverLog
{
    [LoggerMessage(1220, LogLevel.Warning, "Cluster {Cluster} does not answer ({Reason}). Its jobs keep their status and are shown UNREACHABLE; it is asked again with pauses.")]
    public static partial void ClusterSilent(this ILogger logger, string cluster, string reason);

    [LoggerMessage(1222, LogLevel.Warning, "Cluster {Cluster} has {Count} living applications tagged with our installation whose jobs are unknown here (such as {Applications}). They are left alone: "
        + "another database may know them. If none does, kill them by hand; if two databases share the installation's name, give one of them another.")]
    public static partial void UnknownJobs(this ILogger logger, string cluster, int count, string applications);

    [LoggerMessage(1221, LogLevel.Information, "Cluster {Cluster} answers again.")]
    public static partial void ClusterSeenAgain(this ILogger logger, string cluster);
}
