namespace ActorPlatform.Actors.Storage.Commits;

/// <summary>A row of the journal. The serializer of that id decodes the payload by the manifest.</summary>
/// <param name="Sequence">Contiguous per entity, from 1.</param>
/// <param name="WrittenAt">By the writer's clock, UTC.</param>
public sealed record StoredCommit(string PersistenceId, long Sequence, int SerializerId, string Manifest, ReadOnlyMemory<byte> Payload, DateTimeOffset WrittenAt);
