using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ActorPlatform.EndToEnd.Rigs;

/// <summary>A TCP proxy that notes when bytes of a request came through, and can be cut. Once its target refuses, it refuses too, for good.</summary>
internal sealed class CountingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<long> _requests = new();
    private readonly Uri _target;
    private readonly Task _accepting;
    private volatile bool _isCut;

    public CountingProxy(Uri target)
    {
        _target = target;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>Times of request bytes, as timestamps of <see cref="Stopwatch"/>.</summary>
    public IReadOnlyList<long> Requests => [.. _requests];

    /// <summary>While it is cut it closes every connection that somebody opens or uses.</summary>
    public bool IsCut
    {
        get => _isCut;
        set => _isCut = value;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Ended by DisposeAsync, or because the target is gone.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            using var server = new TcpClient();
            try
            {
                if (_isCut || !await ConnectAsync(server))
                    return;
                await Task.WhenAny(CopyAsync(client.GetStream(), server.GetStream(), counted: true), CopyAsync(server.GetStream(), client.GetStream(), counted: false));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException)
            {
                // One side is gone: so is the connection.
            }
        }
    }

    // A refused connection is how the engine knows a dead JobManager: it must see one here as well.
    private async Task<bool> ConnectAsync(TcpClient server)
    {
        try
        {
            await server.ConnectAsync(_target.Host, _target.Port, _end.Token);
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
        {
            _listener.Stop();
            return false;
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, bool counted)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, _end.Token)) > 0)
        {
            if (counted)
                _requests.Enqueue(Stopwatch.GetTimestamp());
            if (_isCut)
                return;
            await to.WriteAsync(buffer.AsMemory(0, read), _end.Token);
        }
    }
}
