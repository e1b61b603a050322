using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace ActorPlatform.EndToEnd.Engines;

/// <summary>Speaks the HTTP facade as a stranger would: texts and JSON, none of the product's types.</summary>
internal sealed class ApiClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(5) }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(75) };

    public Uri Address => address;

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
        using var request = new HttpRequestMessage(method, path);
        if (body is not null && method != HttpMethod.Get)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (ifMatch is not null)
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(ifMatch));
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var json = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return new ApiAnswer((int)response.StatusCode, json ? JsonNode.Parse(text) : null, text, response.Headers.RetryAfter?.Delta);
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>An answer of the facade.</summary>
internal sealed record ApiAnswer(int Status, JsonNode? Body, string Raw, TimeSpan? RetryAfter)
{
    /// <summary>The problem's code.</summary>
    public string? Code => Text("code");

    public string? Text(string field) => Body?[field] is { } value ? Convert.ToString(value.AsValue().GetValue<object>(), CultureInfo.InvariantCulture) : null;

    public IReadOnlyList<JsonNode> Items => [.. Body!["items"]!.AsArray().Select(i => i!)];

    public override string ToString() => $"{Status} {Raw}";
}
