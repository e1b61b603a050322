using System.Net;

namespace ActorPlatform.Actors.Membership;

/// <summary>Where a node is reached, <c>host:port</c>.</summary>
public static class NodeAddress
{
    /// <summary>Whether a text is one.</summary>
    public static bool IsValid(string advertise) => TrySplit(advertise, out _, out _);

    /// <summary>Whether only this machine reaches it.</summary>
    public static bool IsLoopback(string advertise) =>
        TrySplit(advertise, out var host, out _) && (host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));

    /// <summary>Host and port; port 0 stands for a free one.</summary>
    /// <exception cref="FormatException">It is no <c>host:port</c>.</exception>
    public static (string Host, int Port) Split(string advertise) =>
        TrySplit(advertise, out var host, out var port) ? (host.Trim('[', ']'), port) : throw new FormatException($"'{advertise}' is no host:port; write 127.0.0.1:7070.");

    private static bool TrySplit(string advertise, out string host, out int port)
    {
        var colon = advertise.LastIndexOf(':');
        host = colon > 0 ? advertise[..colon] : "";
        port = 0;
        return colon > 0 && Uri.CheckHostName(host.Trim('[', ']')) != UriHostNameType.Unknown && int.TryParse(advertise.AsSpan(colon + 1), out port) && port is >= 0 and <= 65_535;
    }
}
