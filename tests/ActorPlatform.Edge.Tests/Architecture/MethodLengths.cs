using System.Text.RegularExpressions;

namespace ActorPlatform.Edge.Tests.Architecture;

/// <summary>How long a method's body is, its braces not counted.</summary>
internal sealed record MethodLength(string Path, int Line, int Lines)
{
    public override string ToString() => $"{Path}:{Line}: {Lines} lines";
}

/// <summary>Measures methods by the layout that the formatter enforces: braces stand alone, at the indentation of what they belong to.</summary>
internal static partial class MethodLengths
{
    public static IEnumerable<MethodLength> Of(SourceFile file)
    {
        for (var i = 1; i < file.Lines.Length; i++)
        {
            if (!OpeningBrace().IsMatch(file.Lines[i]) || file.Lines[i - 1].Contains("=>", StringComparison.Ordinal))
                continue;
            var start = HeadOf(file.Lines, i);
            if (start < 0)
                continue;
            var end = Array.IndexOf(file.Lines, file.Lines[i].Replace('{', '}'), i);
            if (end > i)
                yield return new MethodLength(file.Path, start + 1, end - i - 1);
        }
    }

    /// <summary>The first line of the method whose body opens here; -1 when it is a type, a property or a statement.</summary>
    private static int HeadOf(string[] lines, int brace)
    {
        var indentation = lines[brace].IndexOf('{', StringComparison.Ordinal);
        for (var i = brace - 1; i >= 0 && lines[i].Trim().Length > 0 && !lines[i].TrimEnd().EndsWith('}'); i--)
            if (IndentationOf(lines[i]) == indentation)
                return MethodHead().IsMatch(lines[i]) && !TypeHead().IsMatch(lines[i]) ? i : -1;
        return -1;
    }

    private static int IndentationOf(string line) => line.Length - line.TrimStart().Length;

    [GeneratedRegex(@"^ {4,8}\{$", RegexOptions.None, 1000)]
    private static partial Regex OpeningBrace();

    [GeneratedRegex(@"^\s+(public|private|internal|protected|static|async|override)\b[^=]*\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MethodHead();

    [GeneratedRegex(@"\b(class|record|struct|interface|enum)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeHead();
}
