using System.Text;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Api.Wire;

/// <summary>A part of a run's log, in whole lines.</summary>
/// <param name="Origin">Who gave it.</param>
/// <param name="From">Where in the file the part begins, in bytes.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Length">The file's length when it was read.</param>
/// <param name="Before">For the part before this one; left out at the beginning of the file.</param>
/// <param name="Text">The lines; with q only those that contain it.</param>
internal sealed record LogBody(string Source, string Origin, long From, long To, long Length, long? Before, string Text)
{
    public static LogBody Of(LogPart part, string source, string? text)
    {
        var bytes = part.Content.Span;
        var from = part.From;

        // The first line was begun in the part before, and is told with it, unless one line is more than a part.
        if (from > 0 && bytes.IndexOf((byte)'\n') is >= 0 and var cut && cut + 1 < bytes.Length)
        {
            bytes = bytes[(cut + 1)..];
            from += cut + 1;
        }

        var lines = Encoding.UTF8.GetString(bytes);
        return new LogBody(source, part.Origin, from, part.From + part.Content.Length, part.Length, from > 0 ? from : null, text is null ? lines : Filter(lines, text));
    }

    private static string Filter(string lines, string text) =>
        string.Concat(lines.Split('\n').Where(line => line.Contains(text, StringComparison.OrdinalIgnoreCase)).Select(line => line + "\n"));
}
