using ActorPlatform.Hosting;

namespace ActorPlatform.Host.Dev;

/// <summary>Where everything of a running <c>dev</c> is.</summary>
internal sealed record DevPlace(string Url, RunningSandbox Sandbox, string Data);
