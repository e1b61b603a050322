using System.Runtime.InteropServices;
using ActorPlatform.Actors.Storage.Rows;

namespace ActorPlatform.Actors.Storage.Journal;

/// <summary>A value of a parameter: a number, a text (as such or in UTF-8), bytes, or NULL.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SqliteValue(long? Number, string? Text, byte[]? Utf8, byte[]? Bytes)
{
    public static implicit operator SqliteValue(long number) => new(number, null, null, null);

    public static implicit operator SqliteValue(long? number) => new(number, null, null, null);

    public static implicit operator SqliteValue(bool flag) => new(flag ? 1 : 0, null, null, null);

    public static implicit operator SqliteValue(string? text) => new(null, text, null, null);

    public static implicit operator SqliteValue(RowBody body) => new(null, null, body.Utf8, null);

    public static implicit operator SqliteValue(byte[]? bytes) => new(null, null, null, bytes);
}
