namespace ActorPlatform.Sandbox.Files;

/// <summary>The bytes of a simulated file.</summary>
internal abstract class Content
{
    public abstract long Length { get; }

    /// <summary>Bytes from an offset on; fewer at the end.</summary>
    public abstract Stream Open(long offset);

    /// <summary>Nobody names it any more.</summary>
    public virtual void Drop()
    {
    }
}

/// <summary>Bytes in memory.</summary>
internal sealed class BytesContent(byte[] bytes) : Content
{
    public override long Length => bytes.Length;

    public override Stream Open(long offset) => ContentStreams.From(bytes, offset);
}

/// <summary>Bytes that are made again whenever they are read: thousands of checkpoints cost no memory.</summary>
internal sealed class MadeContent(Func<byte[]> make) : Content
{
    private long _length = -1;

    public override long Length => _length >= 0 ? _length : _length = make().Length;

    public override Stream Open(long offset) => ContentStreams.From(make(), offset);
}

/// <summary>A file on the disk.</summary>
internal sealed class DiskContent(string path, long length) : Content
{
    public override long Length => length;

    public override Stream Open(long offset)
    {
        var file = File.OpenRead(path);
        file.Position = Math.Min(offset, length);
        return file;
    }

    public override void Drop() => File.Delete(path);
}

internal static class ContentStreams
{
    public static MemoryStream From(byte[] bytes, long offset)
    {
        var start = (int)Math.Min(offset, bytes.Length);
        return new MemoryStream(bytes, start, bytes.Length - start, writable: false);
    }

    /// <summary>All of a small file.</summary>
    public static byte[] ReadAll(this Content content)
    {
        using var stream = content.Open(0);
        var bytes = new byte[content.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
