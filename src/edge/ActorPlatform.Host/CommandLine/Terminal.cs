namespace ActorPlatform.Host.CommandLine;

/// <summary>Where a command writes.</summary>
internal sealed record Terminal(TextWriter Out, TextWriter Error);
