using System.Collections.Immutable;

namespace ActorPlatform.Jobs.Facade;

/// <summary>What became of an artifact.</summary>
public abstract record ArtifactOutcome
{
    private ArtifactOutcome()
    {
    }

    /// <summary>It is on these clusters: all of them.</summary>
    /// <param name="Name"><c>sha256:…</c> of the content.</param>
    public sealed record Placed(string Name, long SizeBytes, ImmutableArray<string> Clusters) : ArtifactOutcome;

    /// <summary>It has no content; nothing was done.</summary>
    public sealed record Empty : ArtifactOutcome;

    /// <summary>It is larger than is allowed; nothing was done.</summary>
    public sealed record TooLarge : ArtifactOutcome;
}
