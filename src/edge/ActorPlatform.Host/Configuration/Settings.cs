using ActorPlatform.Api;
using ActorPlatform.Hosting.Configuration;

namespace ActorPlatform.Host.Configuration;

/// <summary>What a command works with.</summary>
/// <param name="Engine">The engine's part.</param>
/// <param name="Http">The facade's part.</param>
/// <param name="Akka">What stands under <c>akka</c>, as JSON; null when nothing does.</param>
internal sealed record Settings(ActorPlatformOptions Engine, ApiOptions Http, string? Akka);
