using System.Collections.Immutable;
using System.Security.Cryptography;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Jobs.Facade;

/// <summary>Takes an artifact, whichever way it comes in: once through a temporary file, named by its content, put on every cluster. A repetition finds what is there.</summary>
public static class ArtifactIntake
{
    /// <summary>Reads the content to its end, and puts it on every cluster.</summary>
    /// <param name="content">Read once, never sought in.</param>
    /// <param name="most">Bytes at most.</param>
    /// <exception cref="JobUnavailableException">Not every cluster has it: says which.</exception>
    public static async Task<ArtifactOutcome> TakeAsync(IJobs jobs, Stream content, long most, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Path.GetTempPath(), $"actorplatform-artifact-{Guid.NewGuid():N}");
        await using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Read | FileShare.Delete, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (file.Length + read > most)
                return new ArtifactOutcome.TooLarge();
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        if (file.Length == 0)
            return new ArtifactOutcome.Empty();
        await file.FlushAsync(cancellationToken);
        var name = ArtifactName.Prefix + Convert.ToHexStringLower(hash.GetHashAndReset());
        var clusters = await jobs.PutArtifactAsync(name, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), cancellationToken);
        return new ArtifactOutcome.Placed(name, file.Length, clusters);
    }
}

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
