using ActorPlatform.Actors.Jobs.Serialization;
using ActorPlatform.Actors.Serialization;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Serialization;

namespace ActorPlatform.Actors.Tests.Jobs.Serialization;

/// <summary>An actor system that writes and reads messages as one node sends them to another.</summary>
internal sealed class WireSystem : IDisposable
{
    /// <param name="config">Settings of Akka.NET.</param>
    /// <param name="kind">The serializer of the entities' kind and what it is bound to; null for jobs.</param>
    public WireSystem(string config = "", Func<ExtendedActorSystem, (Serializer Serializer, IEnumerable<Type> Types)>? kind = null)
    {
        kind ??= system => (new JobSerializer(system), JobMessages.Manifests.Types);
        var setup = BootstrapSetup.Create().WithConfig("akka.loglevel = OFF\nakka.stdout-loglevel = OFF\n" + config).And(SerializationSetup.Create(system =>
        {
            var (serializer, types) = kind(system);
            return
            [
                SerializerDetails.Create("entity", new EntitySerializer(system), [.. EntityMessages.Bases]),
                SerializerDetails.Create("kind", serializer, [.. types]),
            ];
        }));
        System = ActorSystem.Create("wire", setup);
    }

    public ActorSystem System { get; }

    public (byte[] Bytes, int Serializer, string Manifest) Write(object message)
    {
        var serializer = System.Serialization.FindSerializerFor(message);
        return (serializer.ToBinary(message), serializer.Identifier, Akka.Serialization.Serialization.ManifestFor(serializer, message));
    }

    public object Read((byte[] Bytes, int Serializer, string Manifest) written) => System.Serialization.Deserialize(written.Bytes, written.Serializer, written.Manifest);

    public object Through(object message) => Read(Write(message));

    public void Dispose() => System.Dispose();
}
