using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ActorPlatform.Chaos.Processes;

/// <summary>All ways between the nodes, and from each to the database: they can be cut, in one direction too, and made slow. What is cut off waits, as if its packets were sent again and again.</summary>
/// <remarks>Everybody reaches a node at one address, so a proxy must know who calls: it looks up which process holds the other end. So each pair has a way of its own, and no namespace and no root is needed.</remarks>
internal sealed class Network : IAsyncDisposable
{
    public const string Database = "database";

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);
    private readonly ConcurrentDictionary<(string From, string To), Way> _ways = new();
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _listening = [];

    /// <summary>Passes on what comes to a port.</summary>
    /// <param name="to">Who is behind it.</param>
    /// <param name="whoCalls">Names the caller by its port; null: a stranger, whose way is always clear.</param>
    public void Serve(int port, int target, string to, Func<int, string?> whoCalls)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        _listening.Add(AcceptAsync(listener, target, to, whoCalls));
    }

    /// <summary>From now on nothing comes through in this direction.</summary>
    public void Cut(string from, string to) => _ways[(from, to)] = new Way(true, TimeSpan.Zero);

    /// <summary>From now on each piece takes so much longer in this direction.</summary>
    public void Slow(string from, string to, TimeSpan by) => _ways[(from, to)] = new Way(false, by);

    public void Clear(string from, string to) => _ways.TryRemove((from, to), out _);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_listening);
        _end.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener, int target, string to, Func<int, string?> whoCalls)
    {
        try
        {
            while (true)
                _ = PassAsync(await listener.AcceptTcpClientAsync(_end.Token), target, to, whoCalls);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            listener.Dispose();
        }
    }

    private async Task PassAsync(TcpClient caller, int target, string to, Func<int, string?> whoCalls)
    {
        using (caller)
        using (var called = new TcpClient())
            try
            {
                var from = whoCalls(((IPEndPoint)caller.Client.RemoteEndPoint!).Port) ?? "";
                await WaitForWayAsync(from, to);
                await called.ConnectAsync(IPAddress.Loopback, target, _end.Token);
                (caller.NoDelay, called.NoDelay) = (true, true);

                // Whichever direction ends first, both do: a half that is gone is gone for the other one, too.
                await await Task.WhenAny(PumpAsync(caller.GetStream(), called.GetStream(), from, to), PumpAsync(called.GetStream(), caller.GetStream(), to, from));
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The one end or the other is gone: so is the connection.
            }
    }

    private async Task PumpAsync(NetworkStream source, NetworkStream sink, string from, string to)
    {
        var buffer = new byte[64 * 1024];
        while (await source.ReadAsync(buffer, _end.Token) is > 0 and var read)
        {
            await WaitForWayAsync(from, to);
            await sink.WriteAsync(buffer.AsMemory(0, read), _end.Token);
        }
    }

    private async Task WaitForWayAsync(string from, string to)
    {
        if (_ways.TryGetValue((from, to), out var slow) && slow.Slower > TimeSpan.Zero)
            await Task.Delay(slow.Slower, _end.Token);
        while (_ways.TryGetValue((from, to), out var way) && way.IsCut)
            await Task.Delay(s_look, _end.Token);
    }

    private sealed record Way(bool IsCut, TimeSpan Slower);
}
