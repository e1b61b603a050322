namespace ActorPlatform.Hocon.Binding;

/// <summary>A configuration with values that cannot be used. The options object must be thrown away; correct all the problems and start again.</summary>
public sealed class HoconBindException(IReadOnlyList<HoconProblem> problems)
    : Exception($"The configuration has {problems.Count} problem(s):{string.Concat(problems.Select(problem => $"{Environment.NewLine}- {problem}"))}")
{
    /// <summary>All problems, in the order of the options.</summary>
    public IReadOnlyList<HoconProblem> Problems { get; } = problems;
}
