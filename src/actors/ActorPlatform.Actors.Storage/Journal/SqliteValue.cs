using System.Runtime.InteropServices;

namespace ActorPlatform.Actors.Storage.Journal;

/// <summary>A value of a parameter: a number, a text, bytes, or NULL.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SqliteValue(long? Number, string? Text, byte[]? Bytes)
{
    public static implicit operator SqliteValue(long number) => new(number, null, null);

    public static implicit operator SqliteValue(long? number) => new(number, null, null);

    public static implicit operator SqliteValue(bool flag) => new(flag ? 1 : 0, null, null);

    public static implicit operator SqliteValue(string? text) => new(null, text, null);

    public static implicit operator SqliteValue(byte[]? bytes) => new(null, null, bytes);
}
