using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorPlatform.Edge.Tests.Api;

/// <summary>A client that means no good, over plain sockets.</summary>
internal sealed class Attacker(Uri target, Attack attack, int seed)
{
    private const string Post = "POST /api/v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    private static readonly TimeSpan s_drip = TimeSpan.FromMilliseconds(100);
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Attack Attack { get; } = attack;

    /// <summary>How its first attempt ended: the first line of the answer, or nothing when the connection was closed without one.</summary>
    public Task<string> Ended => _ended.Task;

    /// <summary>Attacks again and again.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
            try
            {
                _ended.TrySetResult(await AttackAsync(cancellationToken));
                await Task.Delay(s_drip, cancellationToken);
            }
            catch (Exception exception) when (exception is SocketException or IOException)
            {
                // Cut off while it was sending: that is one of the ends that it may have.
                _ended.TrySetResult("");
            }
            catch (OperationCanceledException)
            {
                return;
            }
    }

    private async Task<string> AttackAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, target.Port, cancellationToken);
        await using var stream = client.GetStream();
        var answer = ReadAsync(stream, cancellationToken);
        try
        {
            await SendAsync(stream, answer, cancellationToken);
        }
        catch (IOException)
        {
            // The answer may have come before the cut.
        }

        return await answer;
    }

    private async Task SendAsync(NetworkStream stream, Task answer, CancellationToken cancellationToken)
    {
        switch (Attack)
        {
            case Attack.SlowHeaders:
                await DripAsync(stream, "GET /api/v1/jobs HTTP/1.1\r\nHost: x\r\nX-A: ", answer, cancellationToken);
                break;
            case Attack.SlowBody:
                await DripAsync(stream, Post + "Content-Length: 100000\r\n\r\n{\"name\":\"", answer, cancellationToken);
                break;
            case Attack.Garbage:
                var noise = new byte[4096];
                new Random(seed).NextBytes(noise);
                await stream.WriteAsync(noise, cancellationToken);
                break;
            case Attack.HugeHeaders:
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /api/v1/jobs HTTP/1.1\r\nHost: x\r\nX-A: {new string('a', 60_000)}\r\n\r\n"), cancellationToken);
                break;
            case Attack.DeepJson:
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"{Post}Connection: close\r\nContent-Length: 100000\r\n\r\n{new string('[', 100_000)}"), cancellationToken);
                break;
            case Attack.HalfOpen:
                break;
        }
    }

    private static async Task DripAsync(NetworkStream stream, string opening, Task answer, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(opening), cancellationToken);
        while (!answer.IsCompleted)
        {
            await Task.Delay(s_drip, cancellationToken);
            await stream.WriteAsync("a"u8.ToArray(), cancellationToken);
        }
    }

    private static async Task<string> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        try
        {
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            return await reader.ReadLineAsync(cancellationToken) ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}

/// <summary>What it does.</summary>
internal enum Attack
{
    SlowHeaders,
    SlowBody,
    Garbage,
    HugeHeaders,
    DeepJson,
    HalfOpen,
}
