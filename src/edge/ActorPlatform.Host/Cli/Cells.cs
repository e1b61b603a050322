namespace ActorPlatform.Host.Cli;

/// <summary>Text in a cell.</summary>
internal static class Cells
{
    public static string OneLine(string? text) => string.Join(' ', (text ?? "").Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>Broken at its words; one that is longer than a line, such as a path, stays whole, to be copied: the terminal breaks it.</summary>
    /// <param name="most">Characters a line.</param>
    /// <param name="indent">What the lines after the first one leave free of these.</param>
    public static IEnumerable<string> Wrap(string line, int most, int indent = 0)
    {
        for (var room = most; line.Length > room; room = most - indent)
        {
            var at = line.LastIndexOf(' ', room);
            at = at > 0 ? at : line.IndexOf(' ', StringComparison.Ordinal);
            if (at <= 0)
                break;
            yield return line[..at];
            line = line[(at + 1)..];
        }

        yield return line;
    }

    public static string Cut(string text, int width) => text.Length <= width ? text : text[..(width - 1)] + "…";
}
