using ActorPlatform.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ActorPlatform.Hosting.Logging;

/// <summary>The log on standard output: a line an entry, without secrets (<see cref="Secrets"/>).</summary>
public static class MaskedConsole
{
    /// <summary>Adds it.</summary>
    public static ILoggingBuilder AddMaskedConsole(this ILoggingBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddConsole(console => console.FormatterName = MaskedLines.FormatterName).Services.AddSingleton<ConsoleFormatter, MaskedLines>();
        return builder;
    }
}

/// <summary>Writes an entry: time in UTC, level, category, number, message, exception.</summary>
internal sealed class MaskedLines(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "masked";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var text = logEntry.Exception is { } exception ? $"{message} {exception}" : message;
        textWriter.WriteLine(
            $"{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {LevelOf(logEntry.LogLevel)}: {logEntry.Category}[{logEntry.EventId.Id}] {Secrets.Hide(text).ReplaceLineEndings(" ")}");
    }

    private static string LevelOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
