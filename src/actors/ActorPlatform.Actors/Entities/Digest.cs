using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorPlatform.Actors.Entities;

/// <summary>Stands for a text that is only ever compared: the first half of its SHA-256, in 16 bytes. Two texts with one digest are not found by chance, nor by intent.</summary>
/// <remarks>A command's id and fingerprint as strings are 250 bytes, and each of ten thousand resting entities remembers many.</remarks>
[JsonConverter(typeof(DigestJson))]
[StructLayout(LayoutKind.Auto)]
public readonly record struct Digest(ulong High, ulong Low)
{
    private const int OnStack = 512;

    public static Digest Of(string text)
    {
        var length = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> bytes = length <= OnStack ? stackalloc byte[OnStack] : new byte[length];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(text, bytes)], hash);
        return new Digest(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[sizeof(ulong)..]));
    }

    /// <summary>32 hexadecimal digits.</summary>
    public override string ToString() => $"{High:x16}{Low:x16}";
}

/// <summary>A digest as its hexadecimal digits.</summary>
internal sealed class DigestJson : JsonConverter<Digest>
{
    public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        UInt128.TryParse(reader.GetString(), NumberStyles.AllowHexSpecifier, null, out var number)
            ? new Digest((ulong)(number >> 64), (ulong)number)
            : throw new JsonException("A digest is 32 hexadecimal digits.");

    public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
