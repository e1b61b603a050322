using System.Security.Cryptography;
using System.Text;
using ActorPlatform.Flink;
using ActorPlatform.Hdfs;
using ActorPlatform.Rest;

namespace ActorPlatform.Yarn.Submission;

/// <summary>Files on HDFS that submissions share: Flink's jars as they lie there, and small files of the engine, put once per content.</summary>
/// <remarks>What was seen holds for a bounded time only, and is forgotten when YARN says that a file changed: its time must match to the millisecond. Thread safe.</remarks>
internal sealed class EngineFiles(WebHdfsRest hdfs, ClusterOptions options, TimeProvider time) : IDisposable
{
    /// <summary>The engine's folder below the root: what is missing in it, or below the distributions, is nobody's fault but ours.</summary>
    public const string FolderName = "/engine/";

    private readonly LruCache<string, FlinkDistribution> _distributions = new(64, options.Timeouts.FilesCache, time);
    private readonly LruCache<HdfsPath, HdfsStatus> _files = new(options.Bounds.MaxCached, options.Timeouts.FilesCache, time);

    // One at a time: thousands of submissions after a restart must not list or write the same thousands of times.
    private readonly SemaphoreSlim _gate = new(1, 1);

    private HdfsPath Folder => EngineAsides.FolderOf(options);

    /// <summary>Where a version's jars lie.</summary>
    public HdfsPath LibsOf(string version) =>
        options.Flink.TryGetValue(version, out var configured) && configured.Libs.Length > 0
            ? HdfsPath.Of(configured.Libs)
            : FlinkInstaller.Target(options, version);

    /// <summary>A version's jars; null when they are not there.</summary>
    public async Task<FlinkDistribution?> FindDistributionAsync(string version, CancellationToken cancellationToken)
    {
        if (_distributions.TryGet(version, out var known))
            return known;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_distributions.TryGet(version, out known))
                return known;
            var folder = LibsOf(version);
            var jars = (await hdfs.ListFilesAsync(folder, cancellationToken))?.Where(file => file.Length > 0).ToList() ?? [];
            var files = jars.ConvertAll(file =>
                ContainerFile.Of(file.Path.Value[(folder.Parent.Value.TrimEnd('/').Length + 1)..], file, options.Hdfs.Uri, "PUBLIC"));
            if (files.Find(file => IsDist(file.Key)) is not { } dist)
                return null;
            var found = new FlinkDistribution([.. files.Where(file => file != dist)], dist, folder.Name);
            _distributions.Set(version, found);
            return found;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>A file as it lies on HDFS; null when it is not there.</summary>
    public async Task<HdfsStatus?> FindAsync(HdfsPath path, CancellationToken cancellationToken)
    {
        if (_files.TryGet(path, out var known))
            return known;
        return await FindUncachedAsync(path, cancellationToken);
    }

    /// <summary>The same, asked now.</summary>
    public async Task<HdfsStatus?> FindUncachedAsync(HdfsPath path, CancellationToken cancellationToken)
    {
        var status = await hdfs.FindAsync(path, cancellationToken);
        if (status is not null)
            _files.Set(path, status);
        return status;
    }

    /// <summary>A small file of the engine by its content; written when it is not there yet.</summary>
    /// <param name="key">Its name in the container.</param>
    public async Task<ContainerFile> PutAsync(string key, string content, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var path = Folder.Under($"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}-{key}");
        var status = await FindAsync(path, cancellationToken);
        if (status is null)
        {
            await _gate.WaitAsync(cancellationToken);
            try
            {
                status = await FindAsync(path, cancellationToken) ?? await WriteAsync(path, bytes, cancellationToken);
            }
            finally
            {
                _gate.Release();
            }
        }

        return ContainerFile.Of(key, status, options.Hdfs.Uri, "APPLICATION");
    }

    /// <summary>Forgets everything: a file was seen to have changed.</summary>
    public void Forget()
    {
        _distributions.Clear();
        _files.Clear();
    }

    /// <inheritdoc />
    public void Dispose() => _gate.Dispose();

    private static bool IsDist(string key) =>
        key[(key.LastIndexOf('/') + 1)..].StartsWith("flink-dist", StringComparison.Ordinal) && key.EndsWith(".jar", StringComparison.Ordinal);

    // Written aside and renamed: a half-written file never has the content's name. Losing the race against another node is as good as winning it.
    private async Task<HdfsStatus> WriteAsync(HdfsPath path, byte[] bytes, CancellationToken cancellationToken)
    {
        await hdfs.MakeFolderAsync(Folder, "755", cancellationToken);
        var aside = EngineAsides.New(path);
        await hdfs.WriteAsync(aside, () => new MemoryStream(bytes), overwrite: true, cancellationToken);
        if (!await hdfs.RenameAsync(aside, path, cancellationToken))
            await hdfs.DeleteAsync(aside, recursive: false, cancellationToken);
        return await FindAsync(path, cancellationToken)
            ?? throw new HdfsRefusedException("NotThere", $"{path} is not there after it was written; what stands in its way?");
    }
}
