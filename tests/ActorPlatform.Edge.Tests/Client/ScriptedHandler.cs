using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace ActorPlatform.Edge.Tests.Client;

/// <summary>Answers requests in the order of a script; its last line is repeated.</summary>
internal sealed class ScriptedHandler(params Func<HttpRequestMessage, HttpResponseMessage>[] script) : HttpMessageHandler
{
    private int _next;

    public ConcurrentQueue<(string Target, string? Key, string? Body)> Seen { get; } = new();

    public static Func<HttpRequestMessage, HttpResponseMessage> Answer(HttpStatusCode status, string body, string type = "application/json", TimeSpan? retryAfter = null) => request =>
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, type), RequestMessage = request };
        if (retryAfter is { } after)
            response.Headers.RetryAfter = new(after);
        return response;
    };

    public static Func<HttpRequestMessage, HttpResponseMessage> Lost { get; } = _ => throw new HttpRequestException("The connection was reset");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var key = request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : null;
        Seen.Enqueue(($"{request.Method} {request.RequestUri!.PathAndQuery}", key, body));
        return script[Math.Min(_next++, script.Length - 1)](request);
    }
}
