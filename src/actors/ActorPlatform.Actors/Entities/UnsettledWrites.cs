using System.Collections.Concurrent;

namespace ActorPlatform.Actors.Entities;

/// <summary>Entities that left this node's memory with a write whose outcome was not known: it may still come, so the next one here claims first.</summary>
/// <remarks>
/// <code>
/// A: writes 7, hears nothing, is handed off … comes back to the same incarnation: recovers 6, whose claim is its own … 7 becomes durable, and nobody here knows of it
/// </code>
/// Another incarnation claims anyway. Thread safe.
/// </remarks>
internal sealed class UnsettledWrites
{
    private const int Bound = 10_000;
    private readonly ConcurrentDictionary<string, bool> _entities = new();
    private volatile bool _isOver;

    public void Add(string entityId)
    {
        if (_entities.Count < Bound) _entities[entityId] = true;
        else _isOver = true;
    }

    /// <summary>True once for each that was added; beyond the bound, for every entity: a claim too many is harmless.</summary>
    public bool Take(string entityId) => _entities.TryRemove(entityId, out _) || _isOver;
}
