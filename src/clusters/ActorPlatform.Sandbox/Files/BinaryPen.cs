using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace ActorPlatform.Sandbox.Files;

/// <summary>Writes as Java's DataOutputStream does.</summary>
internal sealed class BinaryPen
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public void Byte(byte value) => _bytes.Write([value]);

    public void Int(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        _bytes.Write(bytes);
    }

    public void Long(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        _bytes.Write(bytes);
    }

    /// <summary>A text; ASCII only, where modified UTF-8 and UTF-8 are the same.</summary>
    public void Text(string value)
    {
        var bytes = Encoding.ASCII.GetBytes(value);
        Byte((byte)(bytes.Length >> 8));
        Byte((byte)bytes.Length);
        _bytes.Write(bytes);
    }

    public void Raw(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();
}

/// <summary>Reads the same; throws <see cref="InvalidDataException"/> beyond the end.</summary>
internal sealed class BinaryEye(byte[] bytes)
{
    public int Position { get; private set; }

    public byte Byte() => Take(1)[0];

    public int Int() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    public long Long() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

    public string Text() => Encoding.ASCII.GetString(Take((Byte() << 8) | Byte()));

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > bytes.Length - Position)
            throw new InvalidDataException($"The file ends at {bytes.Length}, where {count} bytes from {Position} on were expected.");
        Position += count;
        return bytes.AsSpan(Position - count, count);
    }

    /// <summary>A count; never more than the bytes that are left.</summary>
    public int Count()
    {
        var count = Int();
        return count >= 0 && count <= bytes.Length - Position ? count : throw new InvalidDataException($"A count of {count} at {Position - 4}.");
    }
}
