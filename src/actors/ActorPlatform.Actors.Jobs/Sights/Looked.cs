using Akka.Actor;

namespace ActorPlatform.Actors.Jobs.Sights;

/// <summary>Answer of an observer or monitor that was asked to look: it has, or could not.</summary>
internal sealed record Looked : INoSerializationVerificationNeeded
{
    public static readonly Looked Instance = new();
}
