using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace ActorPlatform.Chaos.Clients;

/// <summary>Speaks the HTTP facade as a stranger would: texts and JSON, none of the product's types.</summary>
internal sealed class Api : IDisposable
{
    /// <summary>Shorter than many pauses of the nemesis: a request that was given up may still be carried out.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(4);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(3) }) { Timeout = Timeout.InfiniteTimeSpan };

    public Task<ApiAnswer> GetAsync(Uri node, string path, TimeSpan? patience = null) => SendAsync(HttpMethod.Get, node, path, null, null, patience);

    public async Task<ApiAnswer> SendAsync(HttpMethod method, Uri node, string path, JsonNode? body, string? key, TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? s_patience);
        using var request = new HttpRequestMessage(method, new Uri(node, path));
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        try
        {
            using var response = await _http.SendAsync(request, limit.Token);
            var text = await response.Content.ReadAsStringAsync(limit.Token);
            var json = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
            return new ApiAnswer((int)response.StatusCode, json ? JsonNode.Parse(text) : null, text);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            return new ApiAnswer(ApiAnswer.Lost, null, exception.Message);
        }
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>An answer of the facade; <see cref="Lost"/> as its status where there was none.</summary>
internal sealed record ApiAnswer(int Status, JsonNode? Body, string Raw)
{
    public const int Lost = 0;

    public string? Text(string field) => Body?[field] is JsonValue value ? Convert.ToString(value.GetValue<object>(), CultureInfo.InvariantCulture) : null;

    public override string ToString() => $"{Status} {Raw}";
}
