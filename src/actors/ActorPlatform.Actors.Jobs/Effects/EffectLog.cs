using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Jobs.Effects;

internal static partial class EffectLog
{
    [LoggerMessage(1200, LogLevel.Warning, "Effect {Effect}: {Endpoint} did not answer ({Reason}). It is repeated until its outcome is known; the job's status stays.")]
    public static partial void EffectUnanswered(this ILogger logger, string effect, string endpoint, string reason);

    [LoggerMessage(1201, LogLevel.Debug, "Effect {Effect}: attempt {Attempt}, {Endpoint} still does not answer ({Reason}).")]
    public static partial void EffectStillUnanswered(this ILogger logger, string effect, int attempt, string endpoint, string reason);
}
