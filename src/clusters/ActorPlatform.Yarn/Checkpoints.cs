using System.Collections.Immutable;
using System.Globalization;
using ActorPlatform.Hdfs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;

namespace ActorPlatform.Yarn;

/// <summary>Checkpoints as they lie on HDFS: <c>checkpoints/JOB/chk-N/_metadata</c>. Flink writes the metadata last.</summary>
internal static class Checkpoints
{
    private const string Prefix = "chk-";
    private const int MaxFolders = 100;

    /// <summary>The complete ones of a run, oldest first; empty when its folder is not there.</summary>
    public static async Task<ImmutableArray<CheckpointReport>> FindAsync(WebHdfsRest hdfs, HdfsPath folder, CancellationToken cancellationToken)
    {
        var inside = await hdfs.ListAsync(folder, cancellationToken) ?? [];
        var numbered = inside.Where(item => item.IsDirectory).Select(item => (item.Path, Number: NumberOf(item.Path.Name))).Where(item => item.Number > 0);
        var found = ImmutableArray.CreateBuilder<CheckpointReport>();
        foreach (var (path, number) in numbered.OrderByDescending(item => item.Number).Take(MaxFolders).Reverse())
            if (await Savepoints.DescribeAsync(hdfs, path, cancellationToken) is { } complete)
                found.Add(new CheckpointReport(number, RestorePointKind.Checkpoint, complete.Path, complete.CompletedAt, complete.SizeBytes, null));
        return found.ToImmutable();
    }

    private static long NumberOf(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && long.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
