using ActorPlatform.Hosting;

namespace ActorPlatform.Host.Dev;

/// <summary>The configuration of <c>dev</c>, as a file that <c>serve</c> understands, too.</summary>
internal static class DevConfiguration
{
    public const string SandboxFolder = "sandbox";

    /// <summary>Writes it below the data folder; its path.</summary>
    public static async Task<string> WriteAsync(DevRequest request, CancellationToken cancellationToken)
    {
        var file = Path.Combine(request.Data, "actorplatform.conf");
        await File.WriteAllTextAsync(file, Text(request), cancellationToken);
        return file;
    }

    private static string Text(DevRequest request) => $$"""
        # Written by actorplatform dev at each start. Every key: hocon/reference.conf of the sources.
        actorplatform {
          installation = "dev"
          http.url = "{{request.Url}}"
          storage { provider = sqlite, sqlite.path = {{Quoted(Path.Combine(request.Data, "actorplatform.db"))}} }

          # Both clusters cost nothing: they are looked at more often than real ones.
          jobs { observer.every = 1s, monitor { fast = 500ms, slow = 2s } }
          include {{Quoted(Path.Combine(request.Data, SandboxFolder, Sandboxes.ConfigurationFile))}}
        }

        # What the actor system says of itself, also on its way out, past the log.
        akka.loglevel = WARNING

        """;

    private static string Quoted(string path) => $"\"{path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
