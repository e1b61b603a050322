namespace ActorPlatform.Client.Model;

/// <summary>An artifact that every cluster has.</summary>
public sealed record PlacedArtifact : Answered
{
    /// <summary>Its name in specs: <c>sha256:…</c> of its content.</summary>
    public required string Artifact { get; init; }

    /// <summary>How large it is.</summary>
    public long SizeBytes { get; init; }

    /// <summary>The clusters that have it.</summary>
    public IReadOnlyList<string> Clusters { get; init; } = [];
}
