namespace ActorPlatform.Actors.Sharding;

/// <summary>Names the shard region of the entities with such a state in Akka.Hosting's registry.</summary>
/// <typeparam name="TState">The state of the entities.</typeparam>
public sealed class EntityRegion<TState>
{
    private EntityRegion()
    {
    }
}
