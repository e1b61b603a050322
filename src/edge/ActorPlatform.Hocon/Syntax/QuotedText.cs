using System.Globalization;
using System.Text;

namespace ActorPlatform.Hocon.Syntax;

/// <summary>Reads one quoted string that starts at a position; afterwards <see cref="Position"/> is behind its closing quotes.</summary>
internal sealed class QuotedText(string text, int position, HoconOrigin origin)
{
    public int Position { get; private set; } = position;

    /// <summary>Everything up to the last three of the first run of three or more quotes, as it stands.</summary>
    public string ReadTriple()
    {
        var start = Position;
        var end = text.IndexOf("\"\"\"", start + 3, StringComparison.Ordinal);
        if (end < 0)
            throw new HoconException(origin, "a text in three quotes without its end; close it with three quotes");
        var close = end + 3;
        while (close < text.Length && text[close] == '"')
            close++;
        Position = close;
        return text[(start + 3)..(close - 3)];
    }

    public string ReadSingle()
    {
        var content = new StringBuilder();
        Position++;
        while (Position < text.Length)
        {
            var c = text[Position++];
            if (c == '"')
                return content.ToString();
            if (c < ' ')
                throw Wrong(c == '\n' ? "a new line in a quoted text; write \\n, or use three quotes" : $"the control character U+{(int)c:X4} in a quoted text; write \\u{(int)c:X4}");
            content.Append(c == '\\' ? ReadEscape() : c.ToString());
        }

        throw new HoconException(origin, "a quoted text without its closing quote");
    }

    private string ReadEscape()
    {
        var c = Position < text.Length ? text[Position++] : '\0';
        return c switch
        {
            '"' or '\\' or '/' => c.ToString(),
            'b' => "\b",
            'f' => "\f",
            'n' => "\n",
            'r' => "\r",
            't' => "\t",
            'u' => ReadUnicode(),
            _ => throw Wrong("an unknown escape; allowed: \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX; write \\\\ for a backslash"),
        };
    }

    private string ReadUnicode()
    {
        var first = ReadFourDigits();
        if (!char.IsSurrogate(first))
            return first.ToString();
        if (char.IsHighSurrogate(first) && string.CompareOrdinal(text, Position, "\\u", 0, 2) == 0)
        {
            Position += 2;
            var second = ReadFourDigits();
            if (char.IsLowSurrogate(second))
                return new string([first, second]);
        }

        throw Wrong("half of a surrogate pair; a character beyond U+FFFF needs both halves: \\uD83D\\uDE00");
    }

    private char ReadFourDigits()
    {
        var digits = Position + 4 <= text.Length ? text.AsSpan(Position, 4) : default;
        if (!ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            throw Wrong("\\u needs four hexadecimal digits: \\u00E9");
        Position += 4;
        return (char)code;
    }

    private HoconException Wrong(string problem) => new(origin, $"{problem} (in the text that starts here)");
}
