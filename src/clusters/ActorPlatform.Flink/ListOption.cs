using System.Text.Json;

namespace ActorPlatform.Flink;

/// <summary>Lists as option values.</summary>
public static class ListOption
{
    /// <summary>One text for a list: <c>a;b;c</c>. An item that the splitter, or a YAML reader before it, could take for something else is quoted.</summary>
    /// <remarks>From 1.19 on Flink first reads the text as a YAML list and falls back to this form when it is none: no item may make it one.</remarks>
    public static string Join(IEnumerable<string> items) => string.Join(';', items.Select(Quote));

    /// <summary>A list in a standard YAML file; JSON's strings are YAML's.</summary>
    public static string ToYaml(IEnumerable<string> items) => "[" + string.Join(", ", items.Select(ToYaml)) + "]";

    /// <summary>A scalar in a standard YAML file.</summary>
    public static string ToYaml(string item) => JsonSerializer.Serialize(item, FlinkJson.Default.String);

    private static string Quote(string item) => IsPlain(item) ? item : "'" + item.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static bool IsPlain(string item) =>
        item.Length > 0
        && !char.IsWhiteSpace(item[0])
        && !char.IsWhiteSpace(item[^1])
        && item[0] is not ('[' or '{')
        && !item.StartsWith("- ", StringComparison.Ordinal)
        && item != "-"
        && item.IndexOfAny([';', '\'', '"', '\n', '\r']) < 0;
}
