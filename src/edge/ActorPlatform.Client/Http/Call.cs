using System.Net.Http.Headers;
using System.Text;

namespace ActorPlatform.Client.Http;

/// <summary>A request, to be sent as often as needed.</summary>
internal sealed record Call(HttpMethod Method, string Path)
{
    public string? Body { get; init; }

    /// <summary>Opens what is sent instead of a body of JSON, anew for each try: one that was given up may still be reading its own.</summary>
    public Func<Stream>? Content { get; init; }

    public string? Key { get; init; }

    public int? IfMatch { get; init; }

    /// <summary>How long the engine is asked to hold the answer.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>Whether the answer goes on after its headers.</summary>
    public bool IsStream { get; init; }

    public static Call Get(string path) => new(HttpMethod.Get, path);

    /// <summary>A command; without a key of the caller's it gets one, so that its repetitions meet.</summary>
    public static Call Command(HttpMethod method, string path, string? body, CommandOptions? options) => new(method, path)
    {
        Body = body, Key = options?.IdempotencyKey ?? $"{Guid.NewGuid():N}", Wait = options?.Wait ?? TimeSpan.Zero,
    };

    public HttpRequestMessage Make()
    {
        var request = new HttpRequestMessage(Method, Path);
        if (Body is not null)
            request.Content = new StringContent(Body, Encoding.UTF8, "application/json");
        if (Content is not null)
        {
            request.Content = new StreamContent(Content()) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };

            // Who is refused is told so before anything was sent, not by a connection that breaks in the middle.
            request.Headers.ExpectContinue = true;
        }

        if (Key is not null)
            request.Headers.Add("Idempotency-Key", Key);
        if (IfMatch is { } version)
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        if (IsStream)
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        return request;
    }
}
