namespace ActorPlatform.Api.Problems;

/// <summary>The JSON of a problem.</summary>
internal sealed record ProblemBody(string Type, string Title, int Status, string? Detail, string Code, IReadOnlyDictionary<string, string[]>? Errors);
