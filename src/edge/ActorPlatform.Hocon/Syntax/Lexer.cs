namespace ActorPlatform.Hocon.Syntax;

/// <summary>Cuts a text into tokens, one at a time. Comments are dropped here; white space and newlines mean something and are kept.</summary>
internal sealed class Lexer(string source, string text)
{
    private const string Quoting = "put text that holds it in double quotes";

    private int _position;
    private int _line = 1;
    private int _lineStart;

    private HoconOrigin Here => new(source, _line, _position - _lineStart + 1);

    public Token Next()
    {
        SkipComment();
        var origin = Here;
        if (_position >= text.Length)
            return new Token(TokenKind.End, "", origin);
        var c = text[_position];
        if (c == '\n')
        {
            _position++;
            StartLine();
            return new Token(TokenKind.Newline, "\n", origin);
        }

        if (HoconCharacters.IsWhitespace(c))
            return new Token(TokenKind.Whitespace, TakeWhile(HoconCharacters.IsWhitespace), origin);
        if (c == '"')
            return new Token(TokenKind.Quoted, TakeQuoted(origin), origin);
        return Mark(c) is { } kind ? TakeMark(kind, 1, origin) : TakeOther(c, origin);
    }

    private static TokenKind? Mark(char c) => c switch
    {
        ',' => TokenKind.Comma,
        ':' => TokenKind.Colon,
        '=' => TokenKind.Equal,
        '{' => TokenKind.OpenBrace,
        '}' => TokenKind.CloseBrace,
        '[' => TokenKind.OpenBracket,
        ']' => TokenKind.CloseBracket,
        _ => null,
    };

    private Token TakeOther(char c, HoconOrigin origin) => c switch
    {
        '+' when Starts("+=") => TakeMark(TokenKind.PlusEqual, 2, origin),
        '$' when Starts("${?") => TakeMark(TokenKind.OptionalSubstitution, 3, origin),
        '$' when Starts("${") => TakeMark(TokenKind.Substitution, 2, origin),
        '$' => throw new HoconException(origin, $"'$' alone; allowed: ${{path}} or ${{?path}}; {Quoting}"),
        _ when HoconCharacters.IsUnquoted(c) => TakeUnquoted(origin),
        _ => throw new HoconException(origin, $"'{c}' is reserved outside quotes; {Quoting}"),
    };

    private Token TakeMark(TokenKind kind, int length, HoconOrigin origin)
    {
        var start = _position;
        _position += length;
        return new Token(kind, text[start.._position], origin);
    }

    private Token TakeUnquoted(HoconOrigin origin)
    {
        var start = _position;
        while (_position < text.Length && (HoconCharacters.IsUnquoted(text[_position]) || IsExponentSign(start)) && !Starts("//"))
            _position++;
        var taken = text[start.._position];
        if (HoconCharacters.IsNumber(taken))
            return new Token(TokenKind.Number, taken, origin);
        return taken.Contains('+')
            ? throw new HoconException(origin, $"'{taken}' is no number, and '+' is reserved outside quotes; {Quoting}")
            : new Token(TokenKind.Unquoted, taken, origin);
    }

    /// <summary>The one place where '+' may stand outside quotes: <c>10e+3</c>.</summary>
    private bool IsExponentSign(int start) =>
        text[_position] == '+'
        && _position + 1 < text.Length && char.IsAsciiDigit(text[_position + 1])
        && _position > start + 1 && text[_position - 1] is 'e' or 'E'
        && HoconCharacters.IsNumber(text.AsSpan(start, _position - 1 - start));

    private string TakeQuoted(HoconOrigin origin)
    {
        var reader = new QuotedText(text, _position, origin);
        var content = Starts("\"\"\"") ? reader.ReadTriple() : reader.ReadSingle();
        for (; _position < reader.Position; _position++)
        {
            if (text[_position] == '\n')
                StartLine(_position + 1);
        }

        return content;
    }

    private void SkipComment()
    {
        if (Starts("#") || Starts("//"))
        {
            while (_position < text.Length && text[_position] != '\n')
                _position++;
        }
    }

    private string TakeWhile(Func<char, bool> belongs)
    {
        var start = _position;
        while (_position < text.Length && belongs(text[_position]))
            _position++;
        return text[start.._position];
    }

    private bool Starts(string what) => string.CompareOrdinal(text, _position, what, 0, what.Length) == 0;

    private void StartLine() => StartLine(_position);

    private void StartLine(int at)
    {
        _line++;
        _lineStart = at;
    }
}
