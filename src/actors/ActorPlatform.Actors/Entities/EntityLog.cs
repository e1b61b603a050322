using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Entities;

/// <summary>What the entity shell logs: ids from 1000.</summary>
internal static partial class EntityLog
{
    [LoggerMessage(1000, LogLevel.Warning, "{Entity}: the outcome of writing commit {Sequence} is unknown ({Why}); the entity reloads and claims before its next decision. Commands that wait are kept.")]
    public static partial void LogWriteUnknown(this ILogger logger, string entity, long sequence, string why, Exception? cause);

    [LoggerMessage(1001, LogLevel.Warning, "{Entity}: commit {Sequence} was refused; the entity reloads. Commands that wait are kept.")]
    public static partial void LogWriteRefused(this ILogger logger, string entity, long sequence, Exception cause);

    [LoggerMessage(1002, LogLevel.Error, "{Entity}: the decision on command {CommandId} threw; nothing changed, and its caller was told.")]
    public static partial void LogDecisionFailed(this ILogger logger, string entity, string commandId, Exception cause);

    [LoggerMessage(1003, LogLevel.Warning, "{Entity}: a snapshot was not saved; recoveries replay more until the next one.")]
    public static partial void LogSnapshotFailed(this ILogger logger, string entity, Exception cause);

    [LoggerMessage(1004, LogLevel.Warning, "{Entity}: the journal could not be asked for command {CommandId}; its caller was told to repeat it.")]
    public static partial void LogLookUpFailed(this ILogger logger, string entity, string commandId, Exception cause);

    [LoggerMessage(1005, LogLevel.Warning, "{Entity}: the watch {Watch} ended; restart {Restart} follows after {Pause}.")]
    public static partial void LogWatchRestarted(this ILogger logger, string entity, string watch, int restart, string pause);

    [LoggerMessage(1006, LogLevel.Error, "{Entity}: the watch {Watch} ended {Restarts} times without a word; the entity gives it up and reloads.")]
    public static partial void LogWatchGivenUp(this ILogger logger, string entity, string watch, int restarts);

    [LoggerMessage(1007, LogLevel.Warning, "{Entity}: recovery failed ({Failures} by its own fault so far); tried again after {Pause}. {Why}")]
    public static partial void LogRecoveryFailed(this ILogger logger, string entity, int failures, string pause, string why, Exception? cause);

    [LoggerMessage(1008, LogLevel.Error, "{Entity}: quarantined after {Failures} failed recoveries. It is not loaded until it is released; look at the cause, then release it.")]
    public static partial void LogQuarantined(this ILogger logger, string entity, int failures, Exception? cause);

    [LoggerMessage(1009, LogLevel.Warning, "{Entity}: the quarantine could not be shown in the list; tried again after {Pause}.")]
    public static partial void LogQuarantineNotShown(this ILogger logger, string entity, string pause, Exception cause);

    [LoggerMessage(1010, LogLevel.Warning, "{Entity}: ended without a word; it reloads after {Pause}.")]
    public static partial void LogEndedSilently(this ILogger logger, string entity, string pause);

    [LoggerMessage(1011, LogLevel.Information, "{Entity}: released from quarantine.")]
    public static partial void LogReleased(this ILogger logger, string entity);

    [LoggerMessage(1012, LogLevel.Warning, "{Entity}: {Count} messages of the engine already wait; {Message} was dropped, and is told again by whoever sees it.")]
    public static partial void LogInternalDropped(this ILogger logger, string entity, int count, string message);

    [LoggerMessage(1013, LogLevel.Information, "{Entity}: was shown as quarantined and has loaded; it no longer is.")]
    public static partial void LogMarkEnded(this ILogger logger, string entity);

    [LoggerMessage(1014, LogLevel.Warning, "{Entity}: has loaded, but the list still shows it as quarantined; tried again after {Pause}.")]
    public static partial void LogMarkNotEnded(this ILogger logger, string entity, string pause, Exception cause);
}
