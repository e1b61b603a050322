using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace ActorPlatform.Hdfs;

/// <summary>What is wanted of an aggregated file.</summary>
/// <param name="IsContainer">The first container for whose id this holds is read.</param>
/// <param name="Names">Its files.</param>
/// <param name="TailBytes">How much of the end of each.</param>
/// <param name="Before">The part of each ends before this byte; null: at its end.</param>
public sealed record WantedLogs(Func<string, bool> IsContainer, IReadOnlyCollection<string> Names, int TailBytes, long? Before = null);

/// <summary>A part of an aggregated log file.</summary>
/// <param name="From">Where in the file it begins.</param>
/// <param name="Length">The file's length.</param>
public sealed record AggregatedLog(byte[] Content, long From, long Length);

/// <summary>Takes the ends of a container's log files out of YARN's aggregated file of a node (TFile, uncompressed or <c>gz</c>).</summary>
/// <remarks>A TFile is a BCFile: data blocks, then named meta blocks, then their index, and at the very end where that index lies. A key is a container, its value the files one after the other.</remarks>
public static class TFileLogs
{
    private const int TrailerBytes = 16 + 4 + 8;
    private const long MaxBlockBytes = 256L * 1024 * 1024;
    private const int MaxKeyBytes = 64 * 1024;
    private const int MaxIndexBytes = 8 * 1024 * 1024;
    private static readonly byte[] Magic = [0xd1, 0x11, 0xd3, 0x68, 0x91, 0xb5, 0xd7, 0xb6, 0x39, 0xdf, 0x41, 0x40, 0x92, 0xba, 0xe1, 0x50];

    /// <summary>The ends of the named files of the first container that is wanted; empty when the file holds none.</summary>
    /// <exception cref="InvalidDataException">It is no TFile, or a damaged one.</exception>
    public static async Task<IReadOnlyDictionary<string, byte[]>> ReadTailsAsync(
        WebHdfsRest hdfs,
        HdfsStatus file,
        WantedLogs wanted,
        CancellationToken cancellationToken) =>
        (await ReadPartsAsync(hdfs, file, wanted, cancellationToken)).ToDictionary(part => part.Key, part => part.Value.Content);

    /// <summary>The wanted parts of the named files of the first container that is wanted; empty when the file holds none.</summary>
    /// <exception cref="InvalidDataException">It is no TFile, or a damaged one.</exception>
    public static async Task<IReadOnlyDictionary<string, AggregatedLog>> ReadPartsAsync(
        WebHdfsRest hdfs,
        HdfsStatus file,
        WantedLogs wanted,
        CancellationToken cancellationToken)
    {
        var index = await ReadIndexAsync(hdfs, file, cancellationToken);
        foreach (var block in index.Blocks)
        {
            await using var stream = Open(hdfs, file.Path, block, index.Compression);
            var found = await SearchAsync(new TFileReader(stream), wanted, cancellationToken);
            if (found is not null)
                return found;
        }

        return new Dictionary<string, AggregatedLog>();
    }

    private static async Task<IReadOnlyDictionary<string, AggregatedLog>?> SearchAsync(
        TFileReader block,
        WantedLogs wanted,
        CancellationToken cancellationToken)
    {
        while (await block.TryReadByteAsync(cancellationToken) is { } first)
        {
            var length = await block.ReadVLongAsync(first, cancellationToken);
            if (length is < 0 or > MaxKeyBytes)
                throw new InvalidDataException($"A key of {length} bytes is none.");
            var key = new byte[length];
            await block.ReadExactlyAsync(key, cancellationToken);
            var value = new TFileValueStream(block);
            if (wanted.IsContainer(Utf(key)))
                return await ReadFilesAsync(value, wanted, cancellationToken);
            await value.DrainAsync(cancellationToken);
        }

        return null;
    }

    private static async Task<IReadOnlyDictionary<string, AggregatedLog>> ReadFilesAsync(
        TFileValueStream value,
        WantedLogs wanted,
        CancellationToken cancellationToken)
    {
        var parts = new Dictionary<string, AggregatedLog>();
        while (await ReadUtfAsync(value, cancellationToken) is { } name)
        {
            var text = await ReadUtfAsync(value, cancellationToken);
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
                throw new InvalidDataException($"{name} has the length '{text}'.");
            var end = Math.Min(wanted.Before ?? length, length);
            var keep = wanted.Names.Contains(name) ? (int)Math.Min(wanted.TailBytes, end) : 0;
            await SkipAsync(value, end - keep, cancellationToken);
            var content = new byte[keep];
            await value.ReadExactlyAsync(content, cancellationToken);
            await SkipAsync(value, length - end, cancellationToken);
            // A file may come in several pieces, as it was aggregated while it grew: the last one counts.
            if (keep > 0)
                parts[name] = new AggregatedLog(content, end - keep, length);
        }

        return parts;
    }

    private static async Task SkipAsync(Stream stream, long bytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        for (var left = bytes; left > 0; )
        {
            var read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancellationToken);
            if (read == 0)
                throw new InvalidDataException("A log ends before its length says so.");
            left -= read;
        }
    }

    // Java's writeUTF: two bytes of length before the text.
    private static async Task<string?> ReadUtfAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new byte[2];
        var read = await stream.ReadAtLeastAsync(head, 2, throwOnEndOfStream: false, cancellationToken);
        if (read == 0)
            return null;
        if (read < 2)
            throw new InvalidDataException("A log ends within its name.");
        var text = new byte[BinaryPrimitives.ReadUInt16BigEndian(head)];
        await stream.ReadExactlyAsync(text, cancellationToken);
        return Encoding.UTF8.GetString(text);
    }

    private static string Utf(byte[] key) =>
        key.Length >= 2 && BinaryPrimitives.ReadUInt16BigEndian(key) == key.Length - 2
            ? Encoding.UTF8.GetString(key.AsSpan(2))
            : Encoding.UTF8.GetString(key);

    private static async Task<Index> ReadIndexAsync(WebHdfsRest hdfs, HdfsStatus file, CancellationToken cancellationToken)
    {
        if (file.Length < TrailerBytes)
            throw new InvalidDataException($"{file.Path} is too short for a TFile.");
        var trailer = await ReadAsync(hdfs, file.Path, file.Length - TrailerBytes, TrailerBytes, cancellationToken);
        if (!trailer.AsSpan(TrailerBytes - Magic.Length).SequenceEqual(Magic))
            throw new InvalidDataException($"{file.Path} is no TFile (another log aggregation format?).");
        var metaStart = BinaryPrimitives.ReadInt64BigEndian(trailer);
        var metaLength = file.Length - TrailerBytes - metaStart;
        if (metaStart < 0 || metaLength is <= 0 or > MaxIndexBytes)
            throw new InvalidDataException($"{file.Path} has no readable index.");
        var meta = new TFileReader(new MemoryStream(await ReadAsync(hdfs, file.Path, metaStart, (int)metaLength, cancellationToken)));
        for (var left = await meta.ReadVLongAsync(cancellationToken); left > 0; left--)
        {
            var name = await meta.ReadStringAsync(cancellationToken);
            var compression = await meta.ReadStringAsync(cancellationToken);
            var region = await ReadRegionAsync(meta, cancellationToken);
            if (name != "data:BCFile.index")
                continue;
            await using var stream = Open(hdfs, file.Path, region, compression);
            return await ReadDataIndexAsync(new TFileReader(stream), cancellationToken);
        }

        throw new InvalidDataException($"{file.Path} has no index of its data.");
    }

    private static async Task<Index> ReadDataIndexAsync(TFileReader reader, CancellationToken cancellationToken)
    {
        var compression = await reader.ReadStringAsync(cancellationToken);
        var blocks = new List<Region>();
        for (var left = await reader.ReadVLongAsync(cancellationToken); left > 0; left--)
            blocks.Add(await ReadRegionAsync(reader, cancellationToken));
        return new Index(compression, blocks);
    }

    private static async Task<Region> ReadRegionAsync(TFileReader reader, CancellationToken cancellationToken) =>
        new(
            await reader.ReadVLongAsync(cancellationToken),
            await reader.ReadVLongAsync(cancellationToken),
            await reader.ReadVLongAsync(cancellationToken));

    private static async Task<byte[]> ReadAsync(WebHdfsRest hdfs, HdfsPath path, long offset, int length, CancellationToken cancellationToken)
    {
        var bytes = await hdfs.ReadAsync(path, offset, length, cancellationToken);
        return bytes?.Length == length ? bytes : throw new InvalidDataException($"{path} is gone or shorter than it was.");
    }

    private static BufferedStream Open(WebHdfsRest hdfs, HdfsPath path, Region region, string compression)
    {
        if (region.Compressed is < 0 or > MaxBlockBytes)
            throw new InvalidDataException($"{path} has a block of {region.Compressed} bytes.");
        var raw = new HdfsRangeStream(hdfs, path, region.Offset, region.Compressed);
        return compression switch
        {
            "none" => new BufferedStream(raw, 64 * 1024),
            "gz" => new BufferedStream(new ZLibStream(raw, CompressionMode.Decompress), 64 * 1024),
            _ => throw new InvalidDataException($"{path} is compressed with {compression}, which is not read here."),
        };
    }

    private sealed record Region(long Offset, long Compressed, long Raw);

    private sealed record Index(string Compression, List<Region> Blocks);
}
