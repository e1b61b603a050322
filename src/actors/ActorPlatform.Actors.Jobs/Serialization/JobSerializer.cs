using ActorPlatform.Actors.Serialization;
using Akka.Actor;

namespace ActorPlatform.Actors.Jobs.Serialization;

/// <summary>The serializer of jobs and of batches.</summary>
internal sealed class JobSerializer(ExtendedActorSystem system) : CommitSerializer(system, JobMessages.Manifests)
{
    /// <summary>Stored with each commit: for ever.</summary>
    public const int Number = 7101;

    public override int Identifier => Number;
}
