using System.Text.Json.Serialization;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Nodes;

namespace ActorPlatform.Actors.Serialization;

/// <summary>The JSON of what is sent to entities and of what they answer.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(AskEntity))]
[JsonSerializable(typeof(ReadEntity))]
[JsonSerializable(typeof(AwaitEntity))]
[JsonSerializable(typeof(WakeEntity))]
[JsonSerializable(typeof(ReleaseEntity))]
[JsonSerializable(typeof(EntityAnswer.Accepted))]
[JsonSerializable(typeof(EntityAnswer.Rejected))]
[JsonSerializable(typeof(EntityAnswer.Busy))]
[JsonSerializable(typeof(EntityAnswer.InProgress))]
[JsonSerializable(typeof(EntityAnswer.Unavailable))]
[JsonSerializable(typeof(EntityAnswer.Moving))]
[JsonSerializable(typeof(EntityAnswer.Quarantined))]
[JsonSerializable(typeof(EntityAnswer.Sight))]
[JsonSerializable(typeof(EntityAnswer.Awake))]
[JsonSerializable(typeof(EntityAnswer.Released))]
[JsonSerializable(typeof(AskNodeStatus))]
[JsonSerializable(typeof(NodeStatus))]
[JsonSerializable(typeof(DrainNode))]
[JsonSerializable(typeof(NodeDraining))]
internal sealed partial class EntityJsonContext : JsonSerializerContext;
