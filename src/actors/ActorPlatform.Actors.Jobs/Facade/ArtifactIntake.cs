using System.Collections.Immutable;
using System.Security.Cryptography;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Actors.Jobs.Facade;

/// <summary>Takes an artifact: once through a temporary file, named by its content, then put where it belongs. A repetition finds what is there.</summary>
/// <remarks>Through a file of its own, because a cluster is given the content under a name that says what it is: the caller's may change between two readings.</remarks>
internal static class ArtifactIntake
{
    /// <param name="put">Puts the content under its name; opened as often as there are clusters. Answers with those that have it.</param>
    public static async Task<ArtifactOutcome> TakeAsync(Stream content, long most, Func<string, Func<Stream>, Task<ImmutableArray<string>>> put, CancellationToken cancellationToken)
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
        var clusters = await put(name, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return new ArtifactOutcome.Placed(name, file.Length, clusters);
    }
}
