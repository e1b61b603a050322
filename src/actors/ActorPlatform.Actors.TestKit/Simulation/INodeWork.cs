using ActorPlatform.Actors.Effects;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.TestKit.Simulation;

/// <summary>What a simulated node does for its entities beside deciding: one instance per incarnation.</summary>
internal interface INodeWork
{
    /// <summary>The handlers of effects, the product's own.</summary>
    IReadOnlyList<IEffectHandler> Handlers { get; }

    /// <summary>Keeps a watch until it is cancelled.</summary>
    Task WatchAsync(Watch watch, Action<object> say, CancellationToken cancellationToken);

    /// <summary>Runs as long as the node: observers.</summary>
    /// <param name="tell">Tells an entity of this node; one that is not here answers as unavailable, one whose node dies never.</param>
    Task ObserveAsync(Func<string, object, Task<EntityAnswer>> tell, CancellationToken cancellationToken);
}
