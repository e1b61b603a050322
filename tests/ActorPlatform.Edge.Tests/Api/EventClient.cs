using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ActorPlatform.Edge.Tests.Api;

/// <summary>A client of /events.</summary>
internal static class EventClient
{
    public static async Task<HttpResponseMessage> OpenAsync(HttpClient client, string path, string? lastId, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastId is not null)
            request.Headers.Add("Last-Event-ID", lastId);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>The events, until the stream ends.</summary>
    public static async IAsyncEnumerable<SseItem<JsonElement>> EnumerateAsync(HttpClient client, string path, string? lastId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await OpenAsync(client, path, lastId, cancellationToken);
        ((int)response.StatusCode).ShouldBe(200);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream, (_, data) => JsonElement.Parse(data)).EnumerateAsync(cancellationToken))
            yield return item;
    }

    /// <summary>Reads so many events, and goes.</summary>
    public static async Task<List<SseItem<JsonElement>>> ReadAsync(HttpClient client, string path, string? lastId, int count, CancellationToken cancellationToken)
    {
        var items = new List<SseItem<JsonElement>>();
        await foreach (var item in EnumerateAsync(client, path, lastId, cancellationToken))
        {
            items.Add(item);
            if (items.Count == count)
                break;
        }

        return items;
    }
}
