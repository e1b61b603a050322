using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace ActorPlatform.EndToEnd.Deployment;

/// <summary>Clients that define jobs and read them, at any node that listens, until they are told to end. They repeat what is answered 503, as every client of the API must, and go to another node where nobody listens; nothing else may happen to them.</summary>
internal sealed class Callers : IAsyncDisposable
{
    private const int Count = 4;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);
    private readonly int[] _ports;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly CancellationTokenSource _end = new();
    private readonly Task<int>[] _calls;

    private Callers(int[] ports)
    {
        _ports = ports;
        _calls = [.. Enumerable.Range(0, Count).Select(CallAsync)];
    }

    public static Callers At(IEnumerable<ComposeNode> nodes) => new([.. nodes.Select(node => node.Port)]);

    /// <summary>How many jobs were defined and read.</summary>
    public async Task<int> EndAsync()
    {
        await _end.CancelAsync();
        return (await Task.WhenAll(_calls)).Sum();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        // What they met is told by EndAsync; here the test has failed before it.
        await ((Task)Task.WhenAll(_calls)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
        _http.Dispose();
    }

    private async Task<int> CallAsync(int caller)
    {
        var done = 0;
        for (; !_end.IsCancellationRequested; done++)
        {
            var key = $"roll-{caller}-{done}";
            var spec = new { name = key, artifact = "hdfs:///sandbox/demo.jar", entryClass = "com.example.Orders", target = new { cluster = "s" } };
            var defined = await SendAsync(caller + done, port => new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{port}/api/v1/jobs") { Content = JsonContent.Create(spec), Headers = { { "Idempotency-Key", key } } });
            defined.Status.ShouldBe(HttpStatusCode.Created, defined.Text);
            var job = JsonElement.Parse(defined.Text).GetProperty("id").GetString();
            var read = await SendAsync(caller + done + 1, port => new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}/api/v1/jobs/{job}"));
            read.Status.ShouldBe(HttpStatusCode.OK, read.Text);
        }

        return done;
    }

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(int first, Func<int, HttpRequestMessage> request)
    {
        using var patience = new CancellationTokenSource(s_patience);
        for (var node = first; ; node++)
        {
            try
            {
                using var message = request(_ports[node % _ports.Length]);
                using var answer = await _http.SendAsync(message, patience.Token);
                var text = await answer.Content.ReadAsStringAsync(patience.Token);
                if (answer.StatusCode is not HttpStatusCode.ServiceUnavailable) return (answer.StatusCode, text);
            }
            catch (HttpRequestException exception) when (exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
            {
                // Nobody listens there: the node is between its two lives.
            }

            await Task.Delay(s_pause, patience.Token);
        }
    }
}
