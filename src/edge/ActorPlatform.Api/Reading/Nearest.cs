namespace ActorPlatform.Api.Reading;

/// <summary>Finds what somebody may have meant.</summary>
internal static class Nearest
{
    private const int LongestCompared = 64;

    /// <summary>The candidate with the smallest edit distance, when it is near enough to be meant; else null.</summary>
    public static string? Of(string text, IEnumerable<string> candidates)
    {
        if (text.Length > LongestCompared)
            return null;
        var best = candidates.Select(c => (Name: c, Distance: Distance(text.ToLowerInvariant(), c.ToLowerInvariant()))).OrderBy(c => c.Distance).FirstOrDefault();
        return best.Name is not null && best.Distance <= Math.Max(2, text.Length / 3) ? best.Name : null;
    }

    /// <summary>" Did you mean 'x'?", or nothing.</summary>
    public static string Hint(string text, IEnumerable<string> candidates) => Of(text, candidates) is { } near ? $" Did you mean '{near}'?" : "";

    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var cost = one[i - 1] == other[j - 1] ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + cost));
            }
        }

        return row[^1];
    }
}
