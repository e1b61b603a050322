namespace ActorPlatform.Hocon.Binding;

/// <summary>Finds what somebody meant who wrote a name a little wrong.</summary>
internal static class NearestName
{
    /// <summary>The nearest name, when it is near enough to be a slip of the pen.</summary>
    public static string? Of(string written, IEnumerable<string> known)
    {
        // Longer names are no slip of any option's name, and the comparison is quadratic.
        if (written.Length > 64)
            return null;
        var nearest = known.Select(name => (Name: name, Distance: Distance(written, name))).OrderBy(candidate => candidate.Distance).FirstOrDefault();
        return nearest.Name is not null && nearest.Distance <= 1 + (written.Length / 3) ? nearest.Name : null;
    }

    private static int Distance(string one, string other)
    {
        var previous = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var current = new int[other.Length + 1];
            current[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var change = previous[j - 1] + (char.ToLowerInvariant(one[i - 1]) == char.ToLowerInvariant(other[j - 1]) ? 0 : 1);
                current[j] = Math.Min(change, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[^1];
    }
}
