namespace ActorPlatform.Hocon.Binding;

/// <summary>One thing that is wrong in a configuration.</summary>
/// <param name="Path">The option, as one would write it in a file.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
/// <param name="Origin">Where the value comes from: <c>file:line:column</c>, an environment variable, or null for a default.</param>
public sealed record HoconProblem(string Path, string Message, string? Origin)
{
    /// <inheritdoc />
    public override string ToString() => $"{Path}: {Message}{(Origin is null ? "" : $" ({Origin})")}";
}
