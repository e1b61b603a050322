using System.Text.Json.Serialization;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Serialization;
using ActorPlatform.Behaviors;
using Akka.Actor;

namespace ActorPlatform.Actors.Tests.Journal;

internal sealed class TestSerializer(ExtendedActorSystem system) : CommitSerializer(system, Manifests)
{
    public static readonly MessageManifests Manifests = new(
        TestJson.Default, [("test-commit-1", typeof(Commit<string>))], [new DerivedType(typeof(Reply), typeof(Done), "done")], []);

    public override int Identifier => 4711;
}

[JsonSerializable(typeof(Commit<string>))]
[JsonSerializable(typeof(Done))]
internal sealed partial class TestJson : JsonSerializerContext;
