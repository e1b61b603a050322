namespace ActorPlatform.Api.Wire;

/// <summary>An uploaded artifact.</summary>
/// <param name="Artifact">Its name in specs: <c>sha256:…</c>.</param>
/// <param name="Clusters">The clusters that have it.</param>
internal sealed record ArtifactBody(string Artifact, long SizeBytes, IReadOnlyList<string> Clusters);
