using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace ActorPlatform.EndToEnd.Engines;

/// <summary>Speaks the HTTP facade as a stranger would: texts and JSON, none of the product's types.</summary>
/// <remarks>One address is asked once. Several are asked in turn, and as their users are told to: what was not answered, or 503, is repeated with the same key, at the next one.</remarks>
internal sealed class ApiClient(params Uri[] addresses) : IDisposable
{
    private static readonly TimeSpan s_repeatFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);
    private readonly HttpClient[] _nodes =
    [
        .. addresses.Select(address => new HttpClient(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(5) }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(75) }),
    ];

    private int _turn;

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<ApiAnswer> PostAsync(string path, JsonNode? body = null, string? key = null) => SendAsync(HttpMethod.Post, path, body ?? new JsonObject(), key);

    /// <summary>Null where nobody answers.</summary>
    public async Task<ApiAnswer?> TryGetAsync(string path)
    {
        try
        {
            return await GetAsync(path);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, JsonNode? body, string? key = null, string? ifMatch = null)
    {
        if (_nodes.Length == 1)
            return await SendToAsync(_nodes[0], Request);
        key ??= method == HttpMethod.Post ? Guid.NewGuid().ToString() : null;
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var answer = await SendToOneAsync(Request);
            if (!answer.IsToBeRepeated || clock.Elapsed > s_repeatFor)
                return answer;
            await Task.Delay(s_pause);
        }

        HttpRequestMessage Request()
        {
            var request = new HttpRequestMessage(method, path);
            if (body is not null && method != HttpMethod.Get)
                request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            if (key is not null)
                request.Headers.Add("Idempotency-Key", key);
            if (ifMatch is not null)
                request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(ifMatch));
            return request;
        }
    }

    public void Dispose()
    {
        foreach (var node in _nodes)
            node.Dispose();
    }

    /// <exception cref="HttpRequestException">None of them answers.</exception>
    private async Task<ApiAnswer> SendToOneAsync(Func<HttpRequestMessage> request)
    {
        for (var left = _nodes.Length - 1; ; left--)
        {
            try
            {
                return await SendToAsync(_nodes[(uint)Interlocked.Increment(ref _turn) % _nodes.Length], request);
            }
            catch (HttpRequestException) when (left > 0)
            {
                // Dead, or died of it: the next one.
            }
        }
    }

    private static async Task<ApiAnswer> SendToAsync(HttpClient node, Func<HttpRequestMessage> make)
    {
        using var request = make();
        using var response = await node.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var json = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return new ApiAnswer((int)response.StatusCode, json ? JsonNode.Parse(text) : null, text, response.Headers.RetryAfter?.Delta);
    }
}

/// <summary>An answer of the facade.</summary>
internal sealed record ApiAnswer(int Status, JsonNode? Body, string Raw, TimeSpan? RetryAfter)
{
    /// <summary>The problem's code.</summary>
    public string? Code => Text("code");

    /// <summary>Whether the facade says that the same may be sent again soon.</summary>
    public bool IsToBeRepeated => RetryAfter is not null && (Status == 503 || Code == "idempotency.in-progress");

    public string? Text(string field) => Body?[field] is { } value ? Convert.ToString(value.AsValue().GetValue<object>(), CultureInfo.InvariantCulture) : null;

    public IReadOnlyList<JsonNode> Items => [.. Body!["items"]!.AsArray().Select(i => i!)];

    public override string ToString() => $"{Status} {Raw}";
}
