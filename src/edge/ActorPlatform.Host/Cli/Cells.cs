namespace ActorPlatform.Host.Cli;

/// <summary>Text in a cell.</summary>
internal static class Cells
{
    public static string OneLine(string? text) => string.Join(' ', (text ?? "").Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    public static string Cut(string text, int width) => text.Length <= width ? text : text[..(width - 1)] + "…";
}
