namespace ActorPlatform.Hocon.Syntax;

internal enum TokenKind
{
    End,
    Newline,
    Whitespace,
    Comma,
    Colon,
    Equal,
    PlusEqual,
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,
    Quoted,
    Unquoted,
    Number,
    Substitution,
    OptionalSubstitution,
}

/// <summary>A token; of a quoted string the text is its content.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, HoconOrigin Origin)
{
    public bool IsBlank => Kind is TokenKind.Whitespace or TokenKind.Newline;

    public bool IsText => Kind is TokenKind.Quoted or TokenKind.Unquoted or TokenKind.Number;

    /// <summary>The token as an error names it.</summary>
    public string Describe() => Kind switch
    {
        TokenKind.End => "end of the text",
        TokenKind.Newline => "end of line",
        TokenKind.Whitespace => "white space",
        TokenKind.Quoted => $"\"{Shorten(Text)}\"",
        TokenKind.Substitution => "'${'",
        TokenKind.OptionalSubstitution => "'${?'",
        _ => $"'{Shorten(Text)}'",
    };

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
