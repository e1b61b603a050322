using System.Globalization;

namespace ActorPlatform.Actors.Storage.Feed;

/// <summary>A place in the feed, <c>generation.transaction.ordering</c>.</summary>
/// <param name="Transaction">0 on SQLite.</param>
internal sealed record FeedPosition(long Generation, ulong Transaction, long Ordering)
{
    /// <summary>Null when the text is no position.</summary>
    public static FeedPosition? Parse(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 3
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var generation)
            && ulong.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var transaction)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var ordering)
                ? new FeedPosition(generation, transaction, ordering)
                : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Generation}.{Transaction}.{Ordering}");
}
