using ActorPlatform.Hdfs;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Yarn;

/// <summary>Savepoints as they lie on HDFS.</summary>
internal static class Savepoints
{
    private const string Metadata = "_metadata";

    /// <summary>The complete savepoint in a trigger's own folder; null when there is none. Flink writes its metadata last, and in one piece.</summary>
    public static async Task<SavepointFound?> FindAsync(WebHdfsRest hdfs, HdfsPath folder, CancellationToken cancellationToken)
    {
        var inside = await hdfs.ListAsync(folder, cancellationToken) ?? [];
        SavepointFound? newest = null;
        foreach (var candidate in inside.Where(item => item.IsDirectory))
            if (await DescribeAsync(hdfs, candidate.Path, cancellationToken) is { } found
                && (newest is null || found.CompletedAt > newest.CompletedAt))
                newest = found;
        return newest;
    }

    /// <summary>A savepoint by its own folder; null when it is not complete.</summary>
    public static async Task<SavepointFound?> DescribeAsync(WebHdfsRest hdfs, HdfsPath savepoint, CancellationToken cancellationToken)
    {
        var files = await hdfs.ListAsync(savepoint, cancellationToken) ?? [];
        var metadata = files.FirstOrDefault(file => file is { IsDirectory: false, Length: > 0 } && file.Path.Name == Metadata);
        return metadata is null ? null : new SavepointFound(savepoint.WithoutAuthority, metadata.ModifiedAt, files.Sum(file => file.Length));
    }
}
