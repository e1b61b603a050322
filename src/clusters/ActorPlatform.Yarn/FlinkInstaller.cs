using ActorPlatform.Hdfs;
using ActorPlatform.Yarn.Submission;

namespace ActorPlatform.Yarn;

/// <summary>How an installation goes on.</summary>
/// <param name="File">The file that was just settled.</param>
/// <param name="Uploaded">False when it was there already, with the same size.</param>
public sealed record InstallProgress(string File, bool Uploaded, int FilesDone, int FilesTotal, long BytesDone, long BytesTotal);

/// <summary>Puts a Flink distribution's jars on a cluster's HDFS, where submissions find them. Repeating it uploads only what is missing or of another size.</summary>
/// <remarks>It also deletes what engines that were killed left half-written in their own folder.</remarks>
public sealed class FlinkInstaller(WebHdfsRest hdfs, ClusterOptions options, TimeProvider time)
{
    private const int Parallel = 2;

    /// <summary>The folder of a version: <c>ROOT/dist/flink-VERSION/lib</c>.</summary>
    public static HdfsPath Target(ClusterOptions options, string version) => HdfsPath.Of(options.Hdfs.Root).Under($"dist/flink-{version}/lib");

    /// <summary>Uploads the <c>lib</c> folder of an unpacked distribution.</summary>
    /// <param name="version">As jobs name it: <c>1.20</c>.</param>
    /// <param name="distribution">The unpacked distribution, or its lib folder.</param>
    /// <exception cref="DirectoryNotFoundException">No flink-dist jar lies there.</exception>
    public async Task InstallAsync(string version, string distribution, IProgress<InstallProgress>? progress, CancellationToken cancellationToken)
    {
        var files = LocalFiles(distribution);
        var target = Target(options, version);
        // Public files are read by every NodeManager for all users: each folder above them must be open to others.
        await hdfs.MakeFolderAsync(target, "755", cancellationToken);
        for (var folder = target; folder.Value != "/"; folder = folder.Parent)
            await OpenToOthersAsync(folder, cancellationToken);
        var present = (await hdfs.ListAsync(target, cancellationToken) ?? []).ToDictionary(item => item.Path.Name, item => item.Length);
        var tally = new Tally(files.Count, files.Sum(file => file.Length), progress);
        await System.Threading.Tasks.Parallel.ForEachAsync(
            files,
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
            async (file, token) =>
            {
                var missing = present.GetValueOrDefault(file.Name, -1) != file.Length;
                if (missing)
                    await hdfs.WriteAsync(target.Under(file.Name), file.OpenRead, overwrite: true, token);
                tally.Add(file, missing);
            });
        await EngineAsides.RemoveOldAsync(hdfs, options, time, cancellationToken);
    }

    private static List<FileInfo> LocalFiles(string distribution)
    {
        var lib = new DirectoryInfo(Path.Combine(distribution, "lib"));
        var folder = lib.Exists ? lib : new DirectoryInfo(distribution);
        var files = folder.Exists ? folder.EnumerateFiles("*.jar").OrderBy(file => file.Name, StringComparer.Ordinal).ToList() : [];
        return files.Exists(file => file.Name.StartsWith("flink-dist", StringComparison.Ordinal))
            ? files
            : throw new DirectoryNotFoundException(
                $"No flink-dist jar lies in {folder.FullName}: name the folder of an unpacked Flink distribution.");
    }

    private async Task OpenToOthersAsync(HdfsPath folder, CancellationToken cancellationToken)
    {
        var status = await hdfs.FindAsync(folder, cancellationToken);
        if (status?.Permission is { Length: > 0 } permission && (permission[^1] - '0' & 5) != 5)
            await hdfs.SetPermissionAsync(folder, permission[..^1] + (char)('0' + (permission[^1] - '0' | 5)), cancellationToken);
    }

    private sealed class Tally(int files, long bytes, IProgress<InstallProgress>? progress)
    {
        private readonly Lock _lock = new();
        private int _files;
        private long _bytes;

        public void Add(FileInfo file, bool uploaded)
        {
            lock (_lock)
            {
                _files++;
                _bytes += file.Length;
                progress?.Report(new InstallProgress(file.Name, uploaded, _files, files, _bytes, bytes));
            }
        }
    }
}
