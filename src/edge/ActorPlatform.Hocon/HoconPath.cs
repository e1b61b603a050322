using ActorPlatform.Hocon.Syntax;

namespace ActorPlatform.Hocon;

/// <summary>Paths of keys as text.</summary>
public static class HoconPath
{
    /// <summary>The path as one would write it: segments joined by dots, those that need it quoted.</summary>
    public static string Render(IEnumerable<string> segments) => string.Join('.', segments.Select(RenderSegment));

    /// <summary>Reads a path expression such as <c>a.b-c."1.20"</c>.</summary>
    /// <param name="text">The path.</param>
    /// <param name="source">What to call the text in errors.</param>
    /// <exception cref="HoconException">It is not one path.</exception>
    public static IReadOnlyList<string> Parse(string text, string source)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tokens = new TokenReader(new Lexer(source, text));
        tokens.SkipBlank();
        var path = PathExpression.Read(tokens, "a path");
        tokens.SkipBlank();
        return tokens.Current.Kind == TokenKind.End
            ? path
            : throw tokens.Error($"{tokens.Current.Describe()} after the path; allowed: keys joined by dots, such as a.b.\"1.20\"");
    }

    private static string RenderSegment(string segment)
    {
        var plain = segment.Length > 0 && segment.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        return plain ? segment : $"\"{segment.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
    }
}
