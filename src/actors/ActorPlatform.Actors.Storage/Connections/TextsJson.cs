using System.Text.Json.Serialization;

namespace ActorPlatform.Actors.Storage.Connections;

[JsonSerializable(typeof(IReadOnlyCollection<string>))]
internal sealed partial class TextsJson : JsonSerializerContext;
