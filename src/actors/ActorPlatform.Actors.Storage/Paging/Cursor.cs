using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorPlatform.Actors.Storage.Paging;

/// <summary>Where a page ended: the query's order, and the last row's key in it. Opaque to callers.</summary>
/// <param name="Order">A cursor is refused by a query in another order.</param>
internal sealed partial record Cursor(string Order, string Key, string Id)
{
    public string Encode() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this, CursorJson.Default.Cursor));

    /// <summary>Null stays null.</summary>
    /// <exception cref="CursorException">Not a cursor of this order.</exception>
    public static Cursor? Decode(string? text, string order)
    {
        if (text is null)
        {
            return null;
        }

        try
        {
            var cursor = JsonSerializer.Deserialize(Base64Url.DecodeFromChars(text), CursorJson.Default.Cursor);
            return cursor is { Key: not null, Id: not null } && cursor.Order == order ? cursor : throw Refuse();
        }
        catch (Exception exception) when (exception is FormatException or JsonException or DecoderFallbackException)
        {
            throw Refuse();
        }
    }

    /// <summary>The key of an order by number.</summary>
    /// <exception cref="CursorException">The key is no number.</exception>
    public long ToNumber() => long.TryParse(Key, out var number) ? number : throw Refuse();

    private static CursorException Refuse() => new("The cursor was not given out by this query in this order; ask for the first page again.");

    [JsonSerializable(typeof(Cursor))]
    private sealed partial class CursorJson : JsonSerializerContext;
}
