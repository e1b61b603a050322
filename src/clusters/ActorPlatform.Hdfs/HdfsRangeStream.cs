namespace ActorPlatform.Hdfs;

/// <summary>Reads a part of a file forward, in pieces of bounded size.</summary>
internal sealed class HdfsRangeStream(WebHdfsRest hdfs, HdfsPath path, long start, long length) : Stream
{
    private const int PieceBytes = 1024 * 1024;
    private ReadOnlyMemory<byte> _piece;
    private long _fetched;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _fetched - _piece.Length;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_piece.IsEmpty && _fetched < length)
        {
            var want = (int)Math.Min(PieceBytes, length - _fetched);
            _piece = await hdfs.ReadAsync(path, start + _fetched, want, cancellationToken) ?? throw new InvalidDataException($"{path} is gone.");
            if (_piece.IsEmpty)
                throw new InvalidDataException($"{path} ends at byte {start + _fetched}, before its contents say so.");
            _fetched += _piece.Length;
        }

        var taken = Math.Min(buffer.Length, _piece.Length);
        _piece[..taken].CopyTo(buffer);
        _piece = _piece[taken..];
        return taken;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Only asynchronously.");

    public override void Flush()
    {
        // Nothing is ever written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
