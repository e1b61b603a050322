using ActorPlatform.Jobs;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Jobs.Effects;

internal static partial class EffectLog
{
    [LoggerMessage(1200, LogLevel.Warning, "Effect {Effect}: {Endpoint} did not answer ({Reason}). It is repeated until its outcome is known; the job's status stays.")]
    public static partial void EffectUnanswered(this ILogger logger, string effect, string endpoint, string reason);

    [LoggerMessage(1201, LogLevel.Debug, "Effect {Effect}: attempt {Attempt}, {Endpoint} still does not answer ({Reason}).")]
    public static partial void EffectStillUnanswered(this ILogger logger, string effect, int attempt, string endpoint, string reason);

    [LoggerMessage(1203, LogLevel.Warning, "Effect {Effect}: the resource manager of {Cluster} does not know {Application}, and may have forgotten it: it may have run. It is not submitted again; if it does not appear "
        + "until {Until:u}, the run is over, and what it left is looked for. Let the resource manager remember more (yarn.resourcemanager.max-completed-applications).")]
    public static partial void SubmissionMayBeForgotten(this ILogger logger, string effect, ApplicationId application, string cluster, DateTimeOffset until);
}
