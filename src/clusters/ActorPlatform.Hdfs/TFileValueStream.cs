namespace ActorPlatform.Hdfs;

/// <summary>One value of a TFile: chunks with their lengths before them, the last one told by its sign.</summary>
internal sealed class TFileValueStream(TFileReader reader) : Stream
{
    private long _left;
    private bool _isLast;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_left == 0)
        {
            if (_isLast)
                return 0;
            var length = await reader.ReadVLongAsync(cancellationToken);
            _isLast = length >= 0;
            _left = Math.Abs(length);
        }

        var taken = (int)Math.Min(buffer.Length, _left);
        await reader.ReadExactlyAsync(buffer[..taken], cancellationToken);
        _left -= taken;
        return taken;
    }

    /// <summary>Goes to the value's end, so that the next record can be read.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (await ReadAsync(buffer, cancellationToken) > 0)
        {
            // Only passing over.
        }
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
