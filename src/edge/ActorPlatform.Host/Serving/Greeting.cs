using ActorPlatform.Host.Configuration;

namespace ActorPlatform.Host.Serving;

/// <summary>The line that says where the program listens and what to try.</summary>
internal static class Greeting
{
    public static string Of(Settings settings, string url)
    {
        var clusters = settings.Engine.Clusters.Count == 0 ? "no clusters configured" : $"clusters {string.Join(", ", settings.Engine.Clusters.Keys.Order(StringComparer.Ordinal))}";
        return $"actorplatform listens on {url} ({clusters}); try: curl {url}/api/v1/clusters";
    }
}
