namespace ActorPlatform.Hocon.Configuration;

/// <summary>A value or container under its flat key.</summary>
/// <param name="Key">The configuration key: <c>actorplatform:node:actdeadline</c>.</param>
/// <param name="HasValue">Whether the key has a value of its own: scalars, and empty lists and objects.</param>
/// <param name="Value">That value.</param>
/// <param name="Path">The path as it was written: <c>actorplatform.node.act-deadline</c>.</param>
/// <param name="Origin">Where it was written.</param>
internal sealed record FlatEntry(string Key, bool HasValue, string? Value, string Path, HoconOrigin Origin);
