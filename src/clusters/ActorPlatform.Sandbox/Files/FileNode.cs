namespace ActorPlatform.Sandbox.Files;

/// <summary>A file or folder; guarded by the cluster's lock.</summary>
internal sealed class FileNode
{
    /// <summary>What lies in a folder, sorted as HDFS lists it; null for a file.</summary>
    public SortedDictionary<string, FileNode>? Children { get; init; }

    /// <summary>A file's bytes.</summary>
    public Content? Content { get; set; }

    public required string Name { get; set; }

    public required long Id { get; init; }

    public required string Owner { get; init; }

    public required string Permission { get; set; }

    /// <summary>Ms since 1970.</summary>
    public long Modified { get; set; }

    public bool IsDirectory => Children is not null;

    public long Length => Content?.Length ?? 0;
}
