using System.Globalization;

namespace ActorPlatform.Actors.Jobs.Facade;

/// <summary>A place in the feed of events.</summary>
/// <param name="Commit">The commit that was read to its end; null for none.</param>
/// <param name="Events">Events of the next commit that were read.</param>
internal sealed record EventPosition(string? Commit, int Events)
{
    private const char Mark = '~';

    /// <summary>Reads a position; a text that is none becomes a commit's position, which the feed does not know.</summary>
    public static EventPosition Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return new EventPosition(null, 0);
        var mark = text.LastIndexOf(Mark);
        return mark >= 0 && int.TryParse(text.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var events)
            ? new EventPosition(mark == 0 ? null : text[..mark], events)
            : new EventPosition(text, 0);
    }

    public override string ToString() => Events == 0 ? Commit ?? "" : string.Create(CultureInfo.InvariantCulture, $"{Commit}{Mark}{Events}");
}
