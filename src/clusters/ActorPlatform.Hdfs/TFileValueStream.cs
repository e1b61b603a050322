namespace ActorPlatform.Hdfs;

/// <summary>One value of a TFile: chunks with their lengths before them, the last one told by its sign.</summary>
internal sealed class TFileValueStream(TFileReader reader) : ForwardStream
{
    private long _left;
    private bool _isLast;

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
}
