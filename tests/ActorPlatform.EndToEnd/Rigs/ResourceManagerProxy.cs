using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using ActorPlatform.EndToEnd.Engines;

namespace ActorPlatform.EndToEnd.Rigs;

/// <summary>
/// Stands between an engine and the ResourceManager: notes each request with the status of its answer, keeps back those that a test wants to deliver late,
/// and rewrites the addresses in the answers so that the engine reaches the JobManagers through proxies too.
/// </summary>
internal sealed partial class ResourceManagerProxy : IAsyncDisposable
{
    private static readonly HttpClient s_http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(30) };
    private static readonly TimeSpan s_again = TimeSpan.FromMilliseconds(50);
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<ProxiedRequest> _requests = new();
    private readonly Dictionary<string, CountingProxy> _jobManagers = [];
    private readonly Lock _gate = new();
    private readonly List<Hold> _holds = [];
    private readonly Uri _target;
    private readonly Task _accepting;

    public ResourceManagerProxy(Uri target)
    {
        _target = target;
        Address = new Uri($"http://127.0.0.1:{Engine.FreePort()}");
        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>All requests of the engine, oldest first.</summary>
    public IReadOnlyList<ProxiedRequest> Requests => [.. _requests];

    /// <summary>The proxies in front of the JobManagers that were told of so far.</summary>
    public IReadOnlyList<CountingProxy> JobManagers
    {
        get
        {
            lock (_gate)
                return [.. _jobManagers.Values];
        }
    }

    /// <summary>How long a request waits for a ResourceManager that refuses connections: so one of the engine's is there at the first moment at which it listens.</summary>
    /// <remarks>Shorter than the engine's own time limit: an answer that is noted is one that it got.</remarks>
    public TimeSpan Patience { get; set; }

    /// <summary>Keeps back the next requests of a kind: whoever sent them gets no answer.</summary>
    /// <param name="path">The end of the path, without the query.</param>
    public Hold HoldNext(HttpMethod method, string path, int count)
    {
        var hold = new Hold(method.Method, path, count, DeliverAsync);
        lock (_gate)
            _holds.Add(hold);
        return hold;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _accepting;
        foreach (var proxy in JobManagers)
            await proxy.DisposeAsync();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.GetContextAsync());
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // Ended by DisposeAsync.
        }
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        try
        {
            var request = await ProxiedRequest.ReadAsync(context.Request);
            _requests.Enqueue(request);
            foreach (var hold in Holds())
            {
                await hold.MetAsync(request);
                if (hold.Take(request))
                    return;
            }

            using var answer = await SendPatientlyAsync(request);
            await AnswerAsync(context.Response, answer);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // No answer of the ResourceManager, or nobody left who wants it: either way the connection ends.
            context.Response.Abort();
        }
    }

    private IReadOnlyList<Hold> Holds()
    {
        lock (_gate)
            return [.. _holds];
    }

    private async Task<HttpStatusCode> DeliverAsync(ProxiedRequest request)
    {
        using var answer = await SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> SendPatientlyAsync(ProxiedRequest request)
    {
        while (true)
            try
            {
                return await SendAsync(request);
            }
            catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConnectionError && Stopwatch.GetElapsedTime(request.At) < Patience)
            {
                await Task.Delay(s_again);
            }
    }

    private async Task<HttpResponseMessage> SendAsync(ProxiedRequest request)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(_target, request.Target));
        if (request.Body.Length > 0)
        {
            message.Content = new ByteArrayContent(request.Body);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(request.ContentType ?? "application/json");
        }

        var answer = await s_http.SendAsync(message);
        request.Status = (int)answer.StatusCode;
        return answer;
    }

    private async Task AnswerAsync(HttpListenerResponse response, HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsByteArrayAsync();
        if (answer.Content.Headers.ContentType?.MediaType == "application/json")
            body = Encoding.UTF8.GetBytes(Rewrite(Encoding.UTF8.GetString(body)));
        response.StatusCode = (int)answer.StatusCode;
        response.ContentType = answer.Content.Headers.ContentType?.ToString();
        if (answer.Headers.Location is { } location)
            response.Headers[HttpResponseHeader.Location] = location.ToString();
        response.ContentLength64 = body.Length;
        await response.OutputStream.WriteAsync(body);
        response.Close();
    }

    private string Rewrite(string body) => AmRpcAddress()
        .Replace(body, match => $"{match.Groups["field"].Value}{JobManager(match.Groups["address"].Value).Address.Authority}")
        .Replace($"http://{_target.Authority}/", Address.AbsoluteUri, StringComparison.Ordinal);

    private CountingProxy JobManager(string address)
    {
        lock (_gate)
            return _jobManagers.TryGetValue(address, out var known) ? known : _jobManagers[address] = new CountingProxy(new Uri($"http://{address}"));
    }

    [GeneratedRegex("(?<field>\"amRPCAddress\":\")(?<address>[^\":]+:[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AmRpcAddress();
}

/// <summary>A request of the engine.</summary>
/// <param name="At">A timestamp of <see cref="Stopwatch"/>.</param>
/// <param name="Target">Path and query.</param>
internal sealed record ProxiedRequest(long At, string Method, string Target, string? ContentType, byte[] Body)
{
    /// <summary>The status of the ResourceManager's answer; 0 while there is none.</summary>
    public int Status { get; set; }

    public string Path => Target.Split('?')[0];

    public static async Task<ProxiedRequest> ReadAsync(HttpListenerRequest request)
    {
        var at = Stopwatch.GetTimestamp();
        using var body = new MemoryStream();
        await request.InputStream.CopyToAsync(body);
        return new ProxiedRequest(at, request.HttpMethod, request.RawUrl!, request.ContentType, body.ToArray());
    }
}
