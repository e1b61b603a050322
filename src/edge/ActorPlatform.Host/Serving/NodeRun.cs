using ActorPlatform.Host.Configuration;

namespace ActorPlatform.Host.Serving;

/// <summary>A node to run.</summary>
/// <param name="Settings">What it runs with.</param>
/// <param name="Logs">The least severe lines that are logged.</param>
/// <param name="Ready">Called when it listens, for each incarnation.</param>
internal sealed record NodeRun(Settings Settings, LogLevel Logs, Func<WebApplication, CancellationToken, Task> Ready);
