using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Nodes;
using ActorPlatform.Behaviors;
using Akka.Actor;

namespace ActorPlatform.Actors.Serialization;

/// <summary>What is sent to entities and what they answer, and what nodes ask each other, each under its manifest. Manifests are for ever; a changed shape takes a new one, and an upcaster.</summary>
internal static class EntityMessages
{
    /// <summary>The bases of all of them: one without a manifest meets our serializer too, which refuses it.</summary>
    public static readonly Type[] Bases = [typeof(EntityMessage), typeof(EntityAnswer), typeof(NodeMessage)];

    /// <summary>The manifests.</summary>
    public static readonly (string Manifest, Type Type)[] Types =
    [
        ("entity-ask", typeof(AskEntity)),
        ("entity-read", typeof(ReadEntity)),
        ("entity-await", typeof(AwaitEntity)),
        ("entity-wake", typeof(WakeEntity)),
        ("entity-release", typeof(ReleaseEntity)),
        ("entity-accepted", typeof(EntityAnswer.Accepted)),
        ("entity-rejected", typeof(EntityAnswer.Rejected)),
        ("entity-busy", typeof(EntityAnswer.Busy)),
        ("entity-in-progress", typeof(EntityAnswer.InProgress)),
        ("entity-unavailable", typeof(EntityAnswer.Unavailable)),
        ("entity-moving", typeof(EntityAnswer.Moving)),
        ("entity-quarantined", typeof(EntityAnswer.Quarantined)),
        ("entity-sight", typeof(EntityAnswer.Sight)),
        ("entity-awake", typeof(EntityAnswer.Awake)),
        ("entity-released", typeof(EntityAnswer.Released)),
        ("node-ask-status", typeof(AskNodeStatus)),
        ("node-status", typeof(NodeStatus)),
        ("node-drain", typeof(DrainNode)),
        ("node-draining", typeof(NodeDraining)),
    ];

    /// <summary>The manifests, with what the kinds of entities put into them: commands, states and replies, each written by its kind's own serializer.</summary>
    public static MessageManifests ManifestsOf(ExtendedActorSystem system)
    {
        var options = new System.Text.Json.JsonSerializerOptions(EntityJsonContext.Default.Options);
        options.Converters.Add(new PayloadConverter<object>(system));
        options.Converters.Add(new PayloadConverter<Reply>(system));
        return new MessageManifests(new EntityJsonContext(options), Types, [], []);
    }
}
