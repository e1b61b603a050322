namespace ActorPlatform.Hocon.Binding;

/// <summary>An option as it is in force.</summary>
/// <param name="Path">As one would write it in a file.</param>
/// <param name="Value">As one would write it in a file.</param>
/// <param name="Origin"><c>file:line:column</c>, an environment variable, a setting of the command line, or null: the default.</param>
public sealed record EffectiveOption(string Path, string Value, string? Origin);
