namespace ActorPlatform.Hocon.Syntax;

/// <summary>Builds the nodes of one text: objects and their fields. Values are in Parser.Values.cs, includes in Parser.Include.cs.</summary>
internal sealed partial class Parser(SourceText source, IncludeLoader includes, HoconReadOptions options)
{
    private readonly TokenReader _tokens = new(new Lexer(source.Name, source.Text));

    /// <summary>Reads the whole text: an object, with or without braces, or a list.</summary>
    public Node ParseRoot()
    {
        _tokens.SkipBlank();
        if (_tokens.Current.Kind == TokenKind.OpenBracket)
        {
            var list = ParseList(ParseScope.Root);
            ExpectEnd("the list");
            return list;
        }

        var root = new ObjectNode(_tokens.Current.Origin);
        ParseRootInto(root, ParseScope.Root);
        return root;
    }

    /// <summary>Reads the whole text, which must be an object, as fields of an object that is there.</summary>
    public void ParseRootInto(ObjectNode target, ParseScope scope)
    {
        _tokens.SkipBlank();
        if (_tokens.Current.Kind == TokenKind.OpenBracket)
            throw _tokens.Error("an included file must hold an object, this one holds a list");
        if (_tokens.TryTake(TokenKind.OpenBrace))
        {
            ParseFields(target, scope, TokenKind.CloseBrace);
            _tokens.Take();
            ExpectEnd("the object");
        }
        else
        {
            ParseFields(target, scope, TokenKind.End);
        }
    }

    private ObjectNode ParseObject(ParseScope scope)
    {
        CheckDepth(scope);
        var result = new ObjectNode(_tokens.Take().Origin);
        ParseFields(result, scope, TokenKind.CloseBrace);
        _tokens.Take();
        return result;
    }

    /// <summary>Reads fields up to the closing token and leaves it current.</summary>
    private void ParseFields(ObjectNode target, ParseScope scope, TokenKind close)
    {
        var opened = target.Origin;
        _tokens.SkipBlank();
        while (_tokens.Current.Kind != close)
        {
            CheckFieldStart(opened, close);
            if (_tokens.Current is { Kind: TokenKind.Unquoted, Text: "include" })
                ParseInclude(target, scope);
            else
                ParseField(target, scope);
            EndElement(close, "field");
        }
    }

    private void CheckFieldStart(HoconOrigin opened, TokenKind close)
    {
        var current = _tokens.Current;
        if (current.IsText)
            return;
        throw _tokens.Error(current.Kind switch
        {
            TokenKind.Comma => "',' where a key must stand; allowed: one comma between fields and one after the last",
            TokenKind.End => $"the text ends inside the object that starts at {opened}; '}}' is missing",
            TokenKind.CloseBrace when close == TokenKind.End => "'}' without its '{'",
            TokenKind.Substitution or TokenKind.OptionalSubstitution => "a substitution in a key; allowed: in values only",
            _ => $"{current.Describe()} where a key must stand",
        });
    }

    private void ParseField(ObjectNode target, ParseScope scope)
    {
        var at = _tokens.Current.Origin;
        var keys = PathExpression.Read(_tokens, "a key");
        var inner = scope.At(keys);
        CheckDepth(inner, at);
        var append = TakeSeparator(keys);
        var value = ParseValue(inner, $"the value of '{HoconPath.Render(keys)}'");
        var holder = target;
        foreach (var key in keys.SkipLast(1))
            holder = holder.Open(key, at);
        holder.Add(keys[^1], append ? Appended(value, inner, at) : value);
    }

    /// <summary>Takes what stands between key and value; true for <c>+=</c>.</summary>
    private bool TakeSeparator(IReadOnlyList<string> keys)
    {
        _tokens.SkipBlank();
        var kind = _tokens.Current.Kind;
        if (kind is not (TokenKind.Colon or TokenKind.Equal or TokenKind.PlusEqual or TokenKind.OpenBrace))
            throw _tokens.Error($"{_tokens.Current.Describe()} after the key '{HoconPath.Render(keys)}'; allowed: '=', ':', '+=' or '{{'");
        if (kind != TokenKind.OpenBrace)
            _tokens.Take();
        _tokens.SkipBlank();
        return kind == TokenKind.PlusEqual;
    }

    /// <summary><c>a += b</c> is <c>a = ${?a} [b]</c>.</summary>
    private static ConcatenationNode Appended(Node value, ParseScope scope, HoconOrigin at) =>
        scope.InList
            ? throw new HoconException(at, "'+=' inside a list, where a key has no path; write the list out with '='")
            : new ConcatenationNode(at, [new SubstitutionNode(at, scope.Prefix, scope.Path, optional: true), new ListNode(at, [value])]);

    /// <summary>After a field or an element: a comma, a new line or the end; at most one comma.</summary>
    private void EndElement(TokenKind close, string what)
    {
        var separated = _tokens.SkipBlank() | _tokens.TryTake(TokenKind.Comma);
        _tokens.SkipBlank();
        if (separated || _tokens.Current.Kind == close)
            return;
        var end = close switch { TokenKind.CloseBrace => "'}'", TokenKind.CloseBracket => "']'", _ => "the end of the text" };
        throw _tokens.Error($"{_tokens.Current.Describe()} after a {what}; allowed: ',', a new line or {end}");
    }

    private void ExpectEnd(string what)
    {
        _tokens.SkipBlank();
        if (_tokens.Current.Kind != TokenKind.End)
            throw _tokens.Error($"{_tokens.Current.Describe()} behind {what}, which is the whole text");
    }

    private void CheckDepth(ParseScope scope, HoconOrigin? at = null)
    {
        if (scope.Depth > options.MaxDepth)
            throw new HoconException(at ?? _tokens.Current.Origin, $"objects and lists are more than {options.MaxDepth} levels deep");
    }
}
