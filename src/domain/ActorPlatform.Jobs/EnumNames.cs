using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace ActorPlatform.Jobs;

/// <summary>The names of enum values as people and other programs read them: upper case, words joined by underscores (<c>BACKING_OFF</c>).</summary>
public static partial class EnumNames
{
    /// <summary>The name of a value.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Names<T>.ByValue.TryGetValue(value, out var name) ? name : value.ToString();

    /// <summary>The value of a name; null when there is none.</summary>
    public static T? Find<T>(string name)
        where T : struct, Enum => Names<T>.ByName.TryGetValue(name, out var value) ? value : null;

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])", RegexOptions.None, 1000)]
    private static partial Regex WordStart();

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> ByValue =
            Enum.GetValues<T>().ToFrozenDictionary(v => v, v => WordStart().Replace(v.ToString(), "_").ToUpperInvariant());

        public static readonly FrozenDictionary<string, T> ByName = ByValue.ToFrozenDictionary(e => e.Value, e => e.Key);
    }
}
