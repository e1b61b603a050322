using ActorPlatform.Behaviors;
using Akka.Actor;

namespace ActorPlatform.Actors.Effects;

/// <summary>Makes the child actors that entities keep for their watches.</summary>
/// <remarks>A child tells its parent <see cref="WatchSaid"/>; it is supervised with back-off and jitter, and stopped when its watch is no longer owed. A watch whose record changes under the same key is told to the child as <see cref="WatchChanged"/>.</remarks>
public interface IWatchProps
{
    /// <summary>The props of the child for a watch.</summary>
    Props PropsFor(Watch watch, string entityId);
}

/// <summary>What a watching child saw, as a command for its entity.</summary>
public sealed record WatchSaid(string Key, object Command) : INoSerializationVerificationNeeded;

/// <summary>Tells a watching child that its watch changed.</summary>
public sealed record WatchChanged(Watch Watch) : INoSerializationVerificationNeeded;
