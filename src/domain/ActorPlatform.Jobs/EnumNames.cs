using System.Text.RegularExpressions;

namespace ActorPlatform.Jobs;

/// <summary>The names of enum values as people and other programs read them: upper case, words joined by underscores (<c>BACKING_OFF</c>).</summary>
public static partial class EnumNames
{
    /// <summary>The name of a value.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => WordStart().Replace(value.ToString(), "_").ToUpperInvariant();

    /// <summary>The value of a name; null when there is none.</summary>
    public static T? Find<T>(string name)
        where T : struct, Enum => Enum.GetValues<T>().Where(v => Of(v) == name).Select(v => (T?)v).FirstOrDefault();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])", RegexOptions.None, 1000)]
    private static partial Regex WordStart();
}
