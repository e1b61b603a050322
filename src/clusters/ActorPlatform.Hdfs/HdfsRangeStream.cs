namespace ActorPlatform.Hdfs;

/// <summary>Reads a part of a file forward, in pieces of bounded size.</summary>
internal sealed class HdfsRangeStream(WebHdfsRest hdfs, HdfsPath path, long start, long length) : ForwardStream
{
    private const int PieceBytes = 1024 * 1024;
    private ReadOnlyMemory<byte> _piece;
    private long _fetched;

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
}
