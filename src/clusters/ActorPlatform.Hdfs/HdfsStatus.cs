namespace ActorPlatform.Hdfs;

/// <summary>A file or folder.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="IsDirectory">Whether it is a folder.</param>
/// <param name="Length">Bytes of a file.</param>
/// <param name="ModifiedAtMs">Modification time in ms since 1970, exactly as HDFS has it: YARN compares it to the millisecond.</param>
/// <param name="Permission">Octal, as text.</param>
public sealed record HdfsStatus(HdfsPath Path, bool IsDirectory, long Length, long ModifiedAtMs, string Permission)
{
    /// <summary>The same as a time, UTC.</summary>
    public DateTimeOffset ModifiedAt => DateTimeOffset.FromUnixTimeMilliseconds(ModifiedAtMs);
}
