using System.Text;

namespace ActorPlatform.Hocon.Configuration;

/// <summary>The three spellings of one name: <c>act-deadline</c> in HOCON, <c>ActDeadline</c> in C#, <c>actdeadline</c> as configuration key in any case.</summary>
internal static class KeyNames
{
    /// <summary>The spelling for look-up: without dashes. Only words in lower case are changed, so that other keys cannot lose a dash.</summary>
    public static string Flat(string key) => IsKebab(key) ? key.Replace("-", "") : key;

    /// <summary>Whether two spellings name the same option.</summary>
    public static bool Same(string one, string other) =>
        string.Equals(one.Replace("-", ""), other.Replace("-", ""), StringComparison.OrdinalIgnoreCase);

    public static string Kebab(string propertyName)
    {
        var kebab = new StringBuilder();
        foreach (var c in propertyName)
        {
            if (char.IsAsciiLetterUpper(c) && kebab.Length > 0)
                kebab.Append('-');
            kebab.Append(char.ToLowerInvariant(c));
        }

        return kebab.ToString();
    }

    private static bool IsKebab(string key) =>
        key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && !key.StartsWith('-') && !key.EndsWith('-') && !key.Contains("--");
}
