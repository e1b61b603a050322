using System.Globalization;

namespace ActorPlatform.Hocon.Syntax;

/// <summary>The classes of characters of the specification.</summary>
internal static class HoconCharacters
{
    private const string Forbidden = "$\"{}[]:=,+#`^?!@*&\\";

    public static bool IsNewline(char c) => c == '\n';

    /// <summary>White space other than the newline. U+0085 is not in the specification's list, so <c>char.IsWhiteSpace</c> does not fit.</summary>
    public static bool IsWhitespace(char c) => c switch
    {
        '\n' => false,
        '\t' or '\v' or '\f' or '\r' or ' ' or '\uFEFF' => true,
        >= '\u001C' and <= '\u001F' => true,
        < '\u0080' => false,
        _ => char.GetUnicodeCategory(c) is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator,
    };

    public static bool IsUnquoted(char c) => !Forbidden.Contains(c) && c != '\n' && !IsWhitespace(c);

    /// <summary>A number in JSON's form; <c>007</c>, <c>1.</c> and <c>.5</c> are texts.</summary>
    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        var rest = text.StartsWith('-') ? text[1..] : text;
        var whole = Digits(rest);
        if (whole == 0 || (whole > 1 && rest[0] == '0'))
            return false;
        rest = rest[whole..];
        if (rest.StartsWith('.') && !TakeDigits(ref rest, 1))
            return false;
        if (rest.Length > 0 && rest[0] is 'e' or 'E' && !TakeDigits(ref rest, rest.Length > 1 && rest[1] is '+' or '-' ? 2 : 1))
            return false;
        return rest.Length == 0;
    }

    private static bool TakeDigits(ref ReadOnlySpan<char> rest, int after)
    {
        var count = Digits(rest[after..]);
        rest = rest[(after + count)..];
        return count > 0;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var count = text.IndexOfAnyExceptInRange('0', '9');
        return count < 0 ? text.Length : count;
    }
}
