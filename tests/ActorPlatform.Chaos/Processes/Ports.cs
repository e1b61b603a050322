using System.Net;
using System.Net.Sockets;

namespace ActorPlatform.Chaos.Processes;

/// <summary>Free ports of loopback.</summary>
internal static class Ports
{
    /// <summary>Different ones, each with the next one free too, a moment ago; below those that the kernel gives to clients, so that none of our own connections takes one while its server is down.</summary>
    public static IReadOnlyList<int> Free(int count)
    {
        var ports = new List<int>();
        while (ports.Count < count)
        {
            var port = Random.Shared.Next(12_000, 30_000);
            if (ports.TrueForAll(other => Math.Abs(other - port) > 1) && IsFree(port) && IsFree(port + 1))
                ports.Add(port);
        }

        return ports;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
