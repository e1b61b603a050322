using System.Collections.Concurrent;
using ActorPlatform.Actors.Entities;

namespace ActorPlatform.Actors.Tests.Toys;

internal sealed class FakeQuarantine : IQuarantine
{
    public ConcurrentDictionary<string, string> Marked { get; } = new();

    /// <summary>Calls that fail before one succeeds.</summary>
    public int Failing { get; set; }

    /// <summary>Clearings, also those that failed.</summary>
    public int Clearings { get; private set; }

    public Task LearnAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public bool MayBeMarked(string entityId) => Marked.ContainsKey(entityId);

    public Task MarkAsync(string entityId, string why, CancellationToken cancellationToken)
    {
        if (Failing-- > 0) throw new IOException("The database is away.");
        Marked[entityId] = why;
        return Task.CompletedTask;
    }

    public Task<bool> ClearAsync(string entityId, CancellationToken cancellationToken)
    {
        Clearings++;
        if (Failing-- > 0) throw new IOException("The database is away.");
        return Task.FromResult(Marked.TryRemove(entityId, out _));
    }
}
