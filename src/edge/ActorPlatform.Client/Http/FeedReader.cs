using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ActorPlatform.Client.Model;

namespace ActorPlatform.Client.Http;

/// <summary>The stream of events, connected again by the last position whenever it ends.</summary>
internal sealed class FeedReader(HttpSender sender, ActorPlatformHttpOptions options)
{
    public async IAsyncEnumerable<JobEvent> ReadAsync(string position, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            await foreach (var item in ReadOnceAsync(position, cancellationToken))
            {
                position = item.Position;
                yield return item;
            }

            await Task.Delay(options.Pause, options.Time, cancellationToken);
        }
    }

    /// <summary>Ends when the stream ends, by whatever.</summary>
    private async IAsyncEnumerable<JobEvent> ReadOnceAsync(string position, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var call = Call.Get($"/api/v1/events?since={Uri.EscapeDataString(position)}") with { IsStream = true };
        using var response = await sender.SendAsync(call, cancellationToken);
        await using var stream = new SilenceGuard(await response.Content.ReadAsStreamAsync(cancellationToken), options.SilentWithin, options.Time);
        await using var items = SseParser.Create(stream, static (_, data) => JsonSerializer.Deserialize(data, ClientJson.Of<JobEvent>())!).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await MoveAsync(items))
            yield return items.Current.Data;
    }

    private static async Task<bool> MoveAsync(IAsyncEnumerator<SseItem<JobEvent>> items)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException or TimeoutException)
        {
            // The connection is lost: the next one goes on after the last position.
            return false;
        }
    }
}
