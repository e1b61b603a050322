using System.Buffers.Binary;
using System.Text;

namespace ActorPlatform.Hdfs;

/// <summary>Reads the primitives of Hadoop's TFile out of a stream, forward.</summary>
internal sealed class TFileReader(Stream stream)
{
    private const int MaxText = 1024 * 1024;
    private readonly byte[] _small = new byte[8];

    public async ValueTask ReadExactlyAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            await stream.ReadExactlyAsync(buffer, cancellationToken);
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("The file ends within a record.", e);
        }
    }

    /// <summary>Null at the end.</summary>
    public async ValueTask<sbyte?> TryReadByteAsync(CancellationToken cancellationToken) =>
        await stream.ReadAsync(_small.AsMemory(0, 1), cancellationToken) == 0 ? null : (sbyte)_small[0];

    public async ValueTask<long> ReadVLongAsync(CancellationToken cancellationToken) =>
        await ReadVLongAsync(
            await TryReadByteAsync(cancellationToken) ?? throw new InvalidDataException("The file ends within a number."),
            cancellationToken);

    /// <summary>The variable length of TFile, which is not the one of Hadoop's writables.</summary>
    public async ValueTask<long> ReadVLongAsync(sbyte first, CancellationToken cancellationToken)
    {
        if (first >= -32)
            return first;
        switch ((first + 128) / 8)
        {
            case >= 7:
                return ((first + 52L) << 8) | (await BytesAsync(1, cancellationToken))[0];
            case >= 3:
                return ((first + 88L) << 16) | BinaryPrimitives.ReadUInt16BigEndian(await BytesAsync(2, cancellationToken));
            case >= 1:
                var three = await BytesAsync(3, cancellationToken);
                return ((first + 112L) << 24) | ((long)BinaryPrimitives.ReadUInt16BigEndian(three) << 8) | three[2];
            default:
                var bytes = await BytesAsync(first + 129, cancellationToken);
                long value = (sbyte)bytes[0];
                for (var i = 1; i < first + 129; i++)
                    value = (value << 8) | bytes[i];
                return value;
        }
    }

    public async ValueTask<string> ReadStringAsync(CancellationToken cancellationToken)
    {
        var length = await ReadVLongAsync(cancellationToken);
        if (length is < 0 or > MaxText)
            throw new InvalidDataException($"A text of {length} bytes is none.");
        var bytes = new byte[length];
        await ReadExactlyAsync(bytes, cancellationToken);
        return Encoding.UTF8.GetString(bytes);
    }

    private async ValueTask<byte[]> BytesAsync(int count, CancellationToken cancellationToken)
    {
        await ReadExactlyAsync(_small.AsMemory(0, count), cancellationToken);
        return _small;
    }
}
