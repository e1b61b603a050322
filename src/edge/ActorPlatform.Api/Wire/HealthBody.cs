namespace ActorPlatform.Api.Wire;

/// <summary>The answer of /healthz and /readyz.</summary>
/// <param name="Status">UP or DOWN.</param>
/// <param name="Checks">Each check with its state, or why it fails.</param>
internal sealed record HealthBody(string Status, IReadOnlyDictionary<string, string>? Checks);
