using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Sharding;

internal static partial class WakerLog
{
    [LoggerMessage(1031, LogLevel.Warning, "The entities that owe something could not be listed; tried again after {Pause}. Those awake are not concerned.")]
    public static partial void LogRoundFailed(ILogger logger, string pause, Exception exception);
}
