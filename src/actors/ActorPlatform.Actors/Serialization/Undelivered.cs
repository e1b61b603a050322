using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.Serialization;

/// <summary>Stands where a command, a state or a reply could not be sent or read, so that whoever waits is told why instead of waiting in vain.</summary>
internal sealed record Undelivered(string Why) : Reply;
