namespace ActorPlatform.Actors.Entities;

/// <summary>Counts what becomes of a node's entities. Called by actors: quick, thread safe, never throws.</summary>
/// <typeparam name="TState">The state.</typeparam>
public interface ITally<in TState>
{
    /// <summary>An entity is in memory.</summary>
    void Loaded(string entityId, TState state);

    /// <summary>A commit is durable. Each is told once, unless the process dies.</summary>
    void Committed(string entityId, TState before, TState after);

    /// <summary>An entity is no longer in memory; also told of one that never was loaded.</summary>
    void Unloaded(string entityId);
}
