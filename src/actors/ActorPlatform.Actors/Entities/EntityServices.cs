using ActorPlatform.Actors.Effects;
using ActorPlatform.Behaviors;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Entities;

/// <summary>What the actors of all entities of a node share.</summary>
internal sealed record EntityServices
{
    public required IActDeadline Right { get; init; }

    /// <summary>The incarnation of this process start; asked when an entity is loaded.</summary>
    public required Func<long> Incarnation { get; init; }

    public required EffectRunner Effects { get; init; }

    /// <summary>Null where no entity has watches.</summary>
    public IWatchProps? Watches { get; init; }

    public required IQuarantine Quarantine { get; init; }

    public required ICommandHistory History { get; init; }

    public required ISnapshotIndex Snapshots { get; init; }

    public UnsettledWrites Unsettled { get; } = new();

    public required Backoff Backoff { get; init; }

    public required ILogger Logger { get; init; }
}
