namespace ActorPlatform.Yarn.Submission;

/// <summary>Quotes for a container's command: the NodeManager writes <c>exec /bin/bash -c "COMMAND"</c>, so two shells read it, the outer one inside double quotes.</summary>
internal static class ShellWords
{
    /// <summary>One word that arrives as it is.</summary>
    public static string Quote(string word)
    {
        var inner = "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
        return inner
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("$", "\\$", StringComparison.Ordinal)
            .Replace("`", "\\`", StringComparison.Ordinal);
    }
}
