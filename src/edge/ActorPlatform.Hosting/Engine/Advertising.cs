namespace ActorPlatform.Hosting.Engine;

/// <summary>Where other nodes reach this one, in Akka.NET's words.</summary>
internal static class Advertising
{
    /// <summary>Whether a text is <c>host:port</c>.</summary>
    public static bool IsValid(string advertise) => TrySplit(advertise, out _, out _);

    /// <summary>The settings of remoting for <c>host:port</c>; port 0 takes a free one.</summary>
    public static string Of(string advertise)
    {
        _ = TrySplit(advertise, out var host, out var port);
        return $$"""akka.remote.dot-netty.tcp { hostname = "{{host}}", public-hostname = "{{host}}", port = {{port}} }""";
    }

    private static bool TrySplit(string advertise, out string host, out int port)
    {
        var colon = advertise.LastIndexOf(':');
        host = colon > 0 ? advertise[..colon] : "";
        port = 0;
        return colon > 0 && Uri.CheckHostName(host.Trim('[', ']')) != UriHostNameType.Unknown && int.TryParse(advertise.AsSpan(colon + 1), out port) && port is >= 0 and <= 65_535;
    }
}
