using System.Net;
using ActorPlatform.Host.Configuration;

namespace ActorPlatform.Host.Serving;

/// <summary>Where the program may listen: there are no roles yet, so whoever reaches it may do everything.</summary>
internal static class Listening
{
    /// <exception cref="UsageException">The URL is none that can be listened on.</exception>
    /// <exception cref="RefusedException">It is reached from other machines.</exception>
    public static void Check(string url, bool insecure)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != "http" || uri.PathAndQuery != "/" || uri.UserInfo.Length > 0)
            throw new UsageException($"actorplatform.http.url: '{url}' cannot be listened on; write http://127.0.0.1:8080.");
        var isLoopback = uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
        if (!isLoopback && !insecure)
            throw new RefusedException(
                $"actorplatform.http.url: {url} is reached from other machines, and nobody has to sign in: whoever reaches it may do everything. Listen on 127.0.0.1 behind a proxy that signs people in, or say --insecure.");
    }
}
