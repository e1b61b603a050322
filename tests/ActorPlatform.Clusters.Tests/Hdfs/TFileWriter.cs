using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ActorPlatform.Clusters.Tests.Hdfs;

/// <summary>Writes aggregated logs as YARN does: a BCFile of records, each a container with its files in chunks.</summary>
internal sealed class TFileWriter(string compression, int chunk)
{
    private static readonly byte[] Magic = [0xd1, 0x11, 0xd3, 0x68, 0x91, 0xb5, 0xd7, 0xb6, 0x39, 0xdf, 0x41, 0x40, 0x92, 0xba, 0xe1, 0x50];
    private readonly List<byte[]> _blocks = [];

    public TFileWriter Block(params (string Container, (string Name, byte[] Content)[] Files)[] records)
    {
        var block = new MemoryStream();
        foreach (var (container, files) in records)
        {
            var key = Utf(container);
            VLong(block, key.Length);
            block.Write(key);
            Chunks(block, [.. files.SelectMany(file => Utf(file.Name).Concat(Utf($"{file.Content.Length}")).Concat(file.Content))]);
        }

        _blocks.Add(block.ToArray());
        return this;
    }

    public byte[] Build()
    {
        var file = new MemoryStream();
        file.Write(Magic);
        var regions = _blocks.ConvertAll(block => Put(file, block));
        var index = new MemoryStream();
        Text(index, compression);
        VLong(index, regions.Count);
        foreach (var region in regions)
            Write(index, region);
        var other = Put(file, [1, 2, 3]);
        var at = Put(file, index.ToArray());
        var start = file.Position;
        VLong(file, 2);
        Entry(file, "data:TFile.meta", other);
        Entry(file, "data:BCFile.index", at);
        var trailer = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(trailer, start);
        trailer[9] = 1;
        file.Write(trailer);
        file.Write(Magic);
        return file.ToArray();
    }

    internal static void VLong(Stream stream, long n)
    {
        if (n is < 128 and >= -32)
        {
            stream.WriteByte((byte)n);
            return;
        }

        var length = ((64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)(n < 0 ? ~n : n))) / 8) + 1;
        // The first byte also says how many follow: where the number does not fit beside that, one more byte is taken.
        foreach (var (bytes, room, offset) in new[] { (2, 20, 52), (3, 16, 88), (4, 8, 112) })
        {
            var first = n >> ((bytes - 1) * 8);
            if (length > bytes || first >= room || first < -room)
                continue;
            stream.WriteByte((byte)(first - offset));
            Rest(stream, n, bytes - 1);
            return;
        }

        length = Math.Max(4, length);
        stream.WriteByte((byte)(length - 129));
        Rest(stream, n, length);
    }

    private static void Rest(Stream stream, long n, int bytes)
    {
        for (var i = bytes - 1; i >= 0; i--)
            stream.WriteByte((byte)(n >> (i * 8)));
    }

    private static byte[] Utf(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }

    private static void Text(Stream stream, string text)
    {
        VLong(stream, text.Length);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    private static void Write(Stream stream, (long Offset, long Compressed, long Raw) region)
    {
        VLong(stream, region.Offset);
        VLong(stream, region.Compressed);
        VLong(stream, region.Raw);
    }

    private void Entry(Stream stream, string name, (long, long, long) region)
    {
        Text(stream, name);
        Text(stream, compression);
        Write(stream, region);
    }

    private void Chunks(Stream stream, byte[] value)
    {
        if (value.Length == 0)
            VLong(stream, 0);
        for (var at = 0; at < value.Length; at += chunk)
        {
            var length = Math.Min(chunk, value.Length - at);
            VLong(stream, at + length < value.Length ? -length : length);
            stream.Write(value, at, length);
        }
    }

    private (long Offset, long Compressed, long Raw) Put(MemoryStream file, byte[] raw)
    {
        var start = file.Position;
        if (compression == "gz")
        {
            using var zip = new ZLibStream(file, CompressionLevel.Fastest, leaveOpen: true);
            zip.Write(raw);
        }
        else
        {
            file.Write(raw);
        }

        return (start, file.Position - start, raw.Length);
    }
}
