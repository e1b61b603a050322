using System.Text;

namespace ActorPlatform.Actors.Storage.Rows;

/// <summary>What a row holds beside its columns: JSON as UTF-8, compared by content. Immutable.</summary>
/// <remarks>Bytes, as the serializer makes them and the database takes them: as a string in between, the body of a job's row was a sixth of all garbage of a command.</remarks>
/// <param name="utf8">Well-formed UTF-8 without U+0000; not changed afterwards.</param>
public readonly struct RowBody(byte[] utf8) : IEquatable<RowBody>
{
    /// <summary>The bytes; not to be changed.</summary>
    public byte[] Utf8 => utf8 ?? [];

    public static bool operator ==(RowBody left, RowBody right) => left.Equals(right);

    public static bool operator !=(RowBody left, RowBody right) => !left.Equals(right);

    /// <summary>The body of a text.</summary>
    public static RowBody Of(string text) => new(Encoding.UTF8.GetBytes(text));

    public bool Equals(RowBody other) => Utf8.AsSpan().SequenceEqual(other.Utf8);

    public override bool Equals(object? obj) => obj is RowBody other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Utf8);
        return hash.ToHashCode();
    }

    public override string ToString() => Encoding.UTF8.GetString(Utf8);
}
