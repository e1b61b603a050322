namespace ActorPlatform.Hocon.Syntax;

/// <summary>The tokens of one text with the current one in view.</summary>
internal sealed class TokenReader(Lexer lexer)
{
    public Token Current { get; private set; } = lexer.Next();

    /// <summary>Steps on and gives the token that was current.</summary>
    public Token Take()
    {
        var taken = Current;
        Current = lexer.Next();
        return taken;
    }

    public bool TryTake(TokenKind kind)
    {
        if (Current.Kind != kind)
            return false;
        Take();
        return true;
    }

    public void SkipWhitespace()
    {
        while (Current.Kind == TokenKind.Whitespace)
            Take();
    }

    /// <summary>Skips white space and newlines; true when a newline was among them.</summary>
    public bool SkipBlank()
    {
        var newline = false;
        while (Current.IsBlank)
            newline |= Take().Kind == TokenKind.Newline;
        return newline;
    }

    public HoconException Error(string problem) => new(Current.Origin, problem);
}
