using ActorPlatform.Actors.Entities;
using Akka.Cluster.Sharding;

namespace ActorPlatform.Actors.Sharding;

/// <summary>Finds the entity that a message is for.</summary>
/// <param name="shards">How many shards there are; the same on all nodes.</param>
internal sealed class EntityExtractor(int shards) : HashCodeMessageExtractor(shards)
{
    public override string? EntityId(object message) => (message as EntityMessage)?.EntityId;
}
