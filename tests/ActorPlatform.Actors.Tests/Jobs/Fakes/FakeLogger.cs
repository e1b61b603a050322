using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Tests.Jobs.Fakes;

/// <summary>Keeps what was logged.</summary>
internal sealed class FakeLogger : ILogger
{
    private readonly ConcurrentQueue<(int Id, string Text)> _entries = new();

    public IReadOnlyList<string> Of(int eventId) => [.. _entries.Where(e => e.Id == eventId).Select(e => e.Text)];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _entries.Enqueue((eventId.Id, formatter(state, exception)));
}
