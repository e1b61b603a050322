using System.Text.RegularExpressions;
using ActorPlatform.Hdfs;

namespace ActorPlatform.Yarn.Submission;

/// <summary>The half-written files of the engine's folder: each is renamed when it is whole, and one stays where its writer was killed in between.</summary>
internal static partial class EngineAsides
{
    private const int MaxRemoved = 1000;

    // Far above the time of one upload, and above what the clocks of two machines differ: a young one may be another node's work.
    private static readonly TimeSpan s_margin = TimeSpan.FromHours(1);

    /// <summary>The engine's folder on a cluster.</summary>
    public static HdfsPath FolderOf(ClusterOptions options) => HdfsPath.Of(options.Hdfs.Root).Under("engine");

    /// <summary>Where a file is written before it has its name.</summary>
    public static HdfsPath New(HdfsPath path) => path.Parent.Under($".{path.Name}.{Guid.NewGuid():n}");

    /// <summary>Deletes those that no living writer can own any more, at most 1,000 of them; whatever else lies there stays.</summary>
    /// <returns>How many it deleted.</returns>
    public static async Task<int> RemoveOldAsync(WebHdfsRest hdfs, ClusterOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - options.Timeouts.Transfer - s_margin;
        var old = (await hdfs.ListAsync(FolderOf(options), cancellationToken) ?? [])
            .Where(file => !file.IsDirectory && file.ModifiedAt < before && Pattern().IsMatch(file.Path.Name))
            .Take(MaxRemoved);
        var removed = 0;
        foreach (var file in old)
            if (await hdfs.DeleteAsync(file.Path, recursive: false, cancellationToken))
                removed++;
        return removed;
    }

    [GeneratedRegex(@"^\.[0-9a-f]{24}-.+\.[0-9a-f]{32}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
