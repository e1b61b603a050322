using System.Globalization;

namespace ActorPlatform.Chaos.Processes;

/// <summary>Which process holds a connection, as the kernel tells.</summary>
internal static class Sockets
{
    private const int Local = 1;
    private const int Inode = 9;

    /// <summary>Whether the process has a connection from this port of loopback.</summary>
    public static bool IsOf(int process, int port)
    {
        // .NET's sockets are of both families, so their connections may stand in either list.
        var end = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        var inodes = new[] { "/proc/net/tcp", "/proc/net/tcp6" }.Where(File.Exists).SelectMany(File.ReadLines).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > Inode && fields[Local].EndsWith(end, StringComparison.Ordinal)).Select(fields => $"socket:[{fields[Inode]}]").ToHashSet();
        return inodes.Count > 0 && FilesOf(process).Any(inodes.Contains);
    }

    private static IEnumerable<string> FilesOf(int process)
    {
        string[] descriptors;
        try
        {
            descriptors = Directory.GetFileSystemEntries($"/proc/{process}/fd");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile.
            yield break;
        }

        foreach (var descriptor in descriptors)
            if (TargetOf(descriptor) is { } target)
                yield return target;
    }

    private static string? TargetOf(string descriptor)
    {
        try
        {
            return new FileInfo(descriptor).LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
