using System.Diagnostics.CodeAnalysis;

namespace ActorPlatform.Benchmarks;

/// <summary><c>--key value</c> pairs.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values = [];

    public static bool TryParse(IReadOnlyList<string> words, [NotNullWhen(true)] out Arguments? arguments)
    {
        arguments = null;
        if (words.Count % 2 != 0) return false;
        var parsed = new Arguments();
        for (var i = 0; i < words.Count; i += 2)
        {
            if (!words[i].StartsWith("--", StringComparison.Ordinal)) return false;
            parsed._values[words[i][2..]] = words[i + 1];
        }

        arguments = parsed;
        return true;
    }

    public int Number(string key, int otherwise) => _values.TryGetValue(key, out var value) ? int.Parse(value) : otherwise;

    /// <summary>True for each of several things (the databases), unless one is named.</summary>
    public bool Wants(string key, string value) => _values.GetValueOrDefault(key, value) == value;

    public string Text(string key) => _values.TryGetValue(key, out var value) ? value : throw new ArgumentException($"--{key} is missing.", nameof(key));
}
