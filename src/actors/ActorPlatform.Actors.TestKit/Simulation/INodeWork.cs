using ActorPlatform.Actors.Effects;
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
    Task ObserveAsync(Func<IReadOnlyCollection<string>> hosted, Action<string, object> tell, CancellationToken cancellationToken);
}
