using ActorPlatform.Hocon.Values;

namespace ActorPlatform.Hocon.Syntax;

internal sealed partial class Parser
{
    /// <summary>Reads a value: all pieces up to the end of the line, a comma or a closing bracket are one concatenation.</summary>
    private Node ParseValue(ParseScope scope, string what)
    {
        var at = _tokens.Current.Origin;
        var pieces = new List<Node>();
        while (TryParsePiece(scope) is { } piece)
            pieces.Add(piece);
        if (pieces is [.., WhitespaceNode])
            pieces.RemoveAt(pieces.Count - 1);
        if (pieces.Count == 0)
            throw _tokens.Error($"{_tokens.Current.Describe()} where {what} must stand; allowed: text, a number, true, false, null, {{…}}, […] or ${{path}}; no text is written \"\"");
        return Join(at, pieces);
    }

    private Node? TryParsePiece(ParseScope scope)
    {
        var token = _tokens.Current;
        return token.Kind switch
        {
            TokenKind.Quoted => Scalar(HoconScalarKind.Text),
            TokenKind.Number => Scalar(HoconScalarKind.Number),
            TokenKind.Unquoted => Scalar(Keyword(token.Text)),
            TokenKind.Whitespace => new WhitespaceNode(token.Origin, _tokens.Take().Text),
            TokenKind.OpenBrace => ParseObject(scope),
            TokenKind.OpenBracket => ParseList(scope),
            TokenKind.Substitution or TokenKind.OptionalSubstitution => ParseSubstitution(scope),
            _ => null,
        };
    }

    private static HoconScalarKind Keyword(string text) => text switch
    {
        "true" or "false" => HoconScalarKind.Boolean,
        "null" => HoconScalarKind.Null,
        _ => HoconScalarKind.Text,
    };

    private ScalarNode Scalar(HoconScalarKind kind)
    {
        var token = _tokens.Take();
        return new ScalarNode(token.Origin, kind, token.Text);
    }

    private ListNode ParseList(ParseScope scope)
    {
        var inner = scope.InsideList();
        CheckDepth(inner);
        var opened = _tokens.Take().Origin;
        var items = new List<Node>();
        _tokens.SkipBlank();
        while (_tokens.Current.Kind != TokenKind.CloseBracket)
        {
            if (_tokens.Current.Kind == TokenKind.Comma)
                throw _tokens.Error("',' where an element must stand; allowed: one comma between elements and one after the last");
            if (_tokens.Current.Kind == TokenKind.End)
                throw _tokens.Error($"the text ends inside the list that starts at {opened}; ']' is missing");
            items.Add(ParseValue(inner, "an element of the list"));
            EndElement(TokenKind.CloseBracket, "list element");
        }

        _tokens.Take();
        return new ListNode(opened, items);
    }

    private SubstitutionNode ParseSubstitution(ParseScope scope)
    {
        var start = _tokens.Take();
        // An included file inside a list has no path to which its substitutions could be moved.
        if (scope.InList && _includedInList)
            throw new HoconException(start.Origin, "a substitution in a file that is included inside a list; include it outside and refer to it");
        _tokens.SkipWhitespace();
        var path = PathExpression.Read(_tokens, "the path of a substitution");
        if (!_tokens.TryTake(TokenKind.CloseBrace))
            throw _tokens.Error($"{_tokens.Current.Describe()} inside a substitution; allowed: ${{path}} or ${{?path}} on one line");
        return new SubstitutionNode(start.Origin, scope.Prefix, path, start.Kind == TokenKind.OptionalSubstitution);
    }

    /// <summary>One node for the pieces. Plain texts and plain objects are joined now, what waits for substitutions later.</summary>
    private static Node Join(HoconOrigin at, List<Node> pieces)
    {
        if (pieces is [var single])
            return single;
        var text = pieces.Find(piece => piece is ScalarNode);
        var container = pieces.Find(piece => piece is ObjectNode or ListNode);
        if (text is not null && container is not null)
            throw new HoconException(container.Origin, $"text and {(container is ListNode ? "a list" : "an object")} in one value; allowed: only texts, only lists or only objects");
        if (pieces.TrueForAll(piece => piece is ScalarNode or WhitespaceNode))
            return new ScalarNode(at, HoconScalarKind.Text, string.Concat(pieces.Select(TextOf)));
        if (!pieces.TrueForAll(piece => piece is ObjectNode or WhitespaceNode))
            return new ConcatenationNode(at, pieces);
        var merged = new ObjectNode(at);
        foreach (var piece in pieces.OfType<ObjectNode>())
            merged.Take(piece);
        return merged;
    }

    private static string TextOf(Node piece) => piece is ScalarNode scalar ? scalar.Text : ((WhitespaceNode)piece).Text;
}
