namespace ActorPlatform.Hosting.Configuration;

/// <summary>The configuration cannot be used; all that is wrong with it is told at once. Correct it and start again.</summary>
/// <param name="problems">Each with its key, and where it was written when that is known.</param>
public sealed class ActorPlatformConfigurationException(IReadOnlyList<string> problems)
    : Exception($"The configuration has {problems.Count} problem(s):{string.Concat(problems.Select(p => $"{Environment.NewLine}- {p}"))}")
{
    /// <summary>The problems.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
