using ActorPlatform.Actors.Entities;

namespace ActorPlatform.Simulation;

/// <summary>The way from a node's waker to the entities, wherever they live.</summary>
internal sealed class WakingClient(Func<string, Task<EntityAnswer>> wake) : IEntityClient
{
    public Task<EntityAnswer> WakeAsync(string entityId, CancellationToken cancellationToken) => wake(entityId);

    public Task<EntityAnswer> AskAsync(string entityId, EntityCommand command, CancellationToken cancellationToken) => throw Unused();

    public void Tell(string entityId, string commandId, object command) => throw Unused();

    public Task<EntityAnswer> ReadAsync(string entityId, CancellationToken cancellationToken) => throw Unused();

    public Task<EntityAnswer> AwaitChangeAsync(string entityId, long afterSequence, TimeSpan atMost, CancellationToken cancellationToken) => throw Unused();

    public Task<EntityAnswer> ReleaseAsync(string entityId, CancellationToken cancellationToken) => throw Unused();

    private static NotSupportedException Unused() => new("A waker only wakes.");
}
