using System.Runtime.Serialization;

namespace ActorPlatform.Actors.Serialization;

/// <summary>A message whose type or manifest this program does not know.</summary>
public sealed class UnknownManifestException(string message) : SerializationException(message);
