using System.CommandLine;
using ActorPlatform.Client.Model;
using ActorPlatform.Host.CommandLine;
using ActorPlatform.Host.Configuration;

namespace ActorPlatform.Host.Cli;

/// <summary><c>artifact</c>: jars of one's own.</summary>
internal static class ArtifactCommand
{
    public static Command Make(Remote remote)
    {
        var file = new Argument<string>("file") { Description = "The jar.", HelpName = "FILE" };
        return new Command("artifact", "Puts jars on the engine's clusters.")
        {
            remote.Make("put", "Puts a jar on every cluster; prints its name, sha256:…, for 'artifact' in a spec. To repeat it changes nothing.", [file], async (parsed, session, cancellationToken) =>
            {
                var placed = await PutAsync(session, parsed.GetValue(file)!, cancellationToken);
                if (session.AsJson)
                    await session.WriteJsonAsync(placed);
                else
                    await session.Terminal.Out.WriteLineAsync(placed.Artifact);
                await session.Terminal.Error.WriteLineAsync($"{Ages.Bytes(placed.SizeBytes)} on {string.Join(", ", placed.Clusters)}.");
                return ExitCodes.Ok;
            }),
        };
    }

    private static async Task<PlacedArtifact> PutAsync(Session session, string file, CancellationToken cancellationToken)
    {
        try
        {
            var size = new FileInfo(file).Length;
            return await session.Client.PutArtifactAsync(() => new CountedFile(file, sent => Tell(session.Terminal, sent, size)), cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} cannot be read: {failure.Message}");
        }
        finally
        {
            if (session.Terminal.IsInteractive)
                await session.Terminal.Error.WriteAsync("\r\u001b[K");
        }
    }

    private static void Tell(Terminal terminal, long sent, long size)
    {
        if (terminal.IsInteractive)
            terminal.Error.Write($"\r\u001b[K{(sent < size ? $"{Ages.Bytes(sent)} of {Ages.Bytes(size)} sent …" : $"{Ages.Bytes(size)} sent; the clusters get it …")}");
    }
}
