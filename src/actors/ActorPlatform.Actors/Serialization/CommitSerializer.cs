using Akka.Actor;
using Akka.Serialization;

namespace ActorPlatform.Actors.Serialization;

/// <summary>The serializer of everything that one kind of entity stores or sends: commits, snapshots, messages. JSON by source-generated metadata, under stable manifests.</summary>
/// <remarks>Whoever knows the types derives it, and gives it a number of its own; numbers below 100 are Akka.NET's. The number is stored with each commit: it is for ever.</remarks>
public abstract class CommitSerializer(ExtendedActorSystem system, MessageManifests manifests) : SerializerWithStringManifest(system)
{
    public abstract override int Identifier { get; }

    public sealed override string Manifest(object o) => manifests.ManifestOf(o.GetType());

    public sealed override byte[] ToBinary(object obj) => manifests.Write(obj);

    public sealed override object FromBinary(byte[] bytes, string manifest) => manifests.Read(bytes, manifest);
}
