using System.Text;

namespace ActorPlatform.Hocon.Syntax;

/// <summary>Reads a path: texts and white space on one line, cut at the dots outside quotes.</summary>
internal sealed class PathExpression
{
    private readonly List<string> _segments = [];
    private readonly StringBuilder _segment = new();
    private readonly string _what;
    private string _blank = "";
    private bool _quoted;

    private PathExpression(string what) => _what = what;

    /// <param name="tokens">Stand at the first token of the path; afterwards at the first that does not belong to it.</param>
    /// <param name="what">What the path is for, in errors: <c>a key</c>.</param>
    public static IReadOnlyList<string> Read(TokenReader tokens, string what)
    {
        var start = tokens.Current;
        if (!start.IsText)
            throw tokens.Error($"{start.Describe()} where {what} must stand");
        var path = new PathExpression(what);
        while (tokens.Current.IsText || tokens.Current.Kind == TokenKind.Whitespace)
            path.Append(tokens.Take());
        path.EndSegment(start.Origin);
        return path._segments;
    }

    private void Append(Token token)
    {
        // White space counts only when more of the path follows it.
        if (token.Kind == TokenKind.Whitespace)
        {
            _blank = token.Text;
            return;
        }

        _segment.Append(_blank);
        _blank = "";
        if (token.Kind == TokenKind.Quoted)
        {
            _segment.Append(token.Text);
            _quoted = true;
            return;
        }

        var parts = token.Text.Split('.');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
                EndSegment(token.Origin);
            _segment.Append(parts[i]);
        }
    }

    private void EndSegment(HoconOrigin origin)
    {
        if (_segment.Length == 0 && !_quoted)
            throw new HoconException(origin, $"{_what} with an empty part; a path neither starts nor ends with '.', has no '..', and an empty key is written \"\"");
        _segments.Add(_segment.ToString());
        _segment.Clear();
        _quoted = false;
    }
}
