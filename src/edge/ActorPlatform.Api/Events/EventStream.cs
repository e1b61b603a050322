using System.Buffers;
using System.Text;
using System.Text.Json;
using ActorPlatform.Api.Wire;
using ActorPlatform.Jobs.Facade;
using Microsoft.AspNetCore.Http;

namespace ActorPlatform.Api.Events;

/// <summary>One client's stream of server-sent events.</summary>
/// <remarks>It reads no further than its client does: what waits for a slow one is one page, and one that takes too long for it is cut off.</remarks>
internal sealed class EventStream(FeedTail feed, TimeProvider time, TimeSpan writeWithin)
{
    private const int FlushAt = 16 * 1024;

    /// <summary>Comments are for whoever waits between; browsers ask again after the time of <c>retry</c>.</summary>
    private static readonly byte[] s_opening = "retry: 2000\n: the events follow\n\n"u8.ToArray();

    private static readonly byte[] s_heartbeat = ": nothing new\n\n"u8.ToArray();

    /// <summary>Writes until the client goes, is too slow, or <paramref name="stopping"/>.</summary>
    /// <param name="first">The page to begin with.</param>
    public async Task RunAsync(HttpContext context, EventPage first, CancellationToken stopping)
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await SendAsync(context, s_opening, ended.Token);
            for (var page = first; ; page = await feed.ReadAsync(page.Next).WaitAsync(ended.Token))
            {
                // Restored while it was open: whoever connects again is told so.
                if (page.Outdated)
                    return;
                await SendAsync(context, page, ended.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The client went, was cut off, or the engine stops: the stream is over, and is resumed elsewhere by its last id.
        }
    }

    private async Task SendAsync(HttpContext context, EventPage page, CancellationToken cancellationToken)
    {
        if (page.Items.IsEmpty)
        {
            await SendAsync(context, s_heartbeat, cancellationToken);
            return;
        }

        var buffer = new ArrayBufferWriter<byte>(FlushAt);
        foreach (var item in page.Items)
        {
            Write(buffer, item);
            if (buffer.WrittenCount < FlushAt)
                continue;
            await SendAsync(context, buffer.WrittenMemory, cancellationToken);
            buffer.ResetWrittenCount();
        }

        await SendAsync(context, buffer.WrittenMemory, cancellationToken);
    }

    private static void Write(ArrayBufferWriter<byte> buffer, EventView item)
    {
        Encoding.UTF8.GetBytes($"id: {item.Position}\nevent: {item.Type}\ndata: ", buffer);
        buffer.Write(JsonSerializer.SerializeToUtf8Bytes(EventBody.OfFeed(item), ReadableJson.Default.EventBody));
        buffer.Write("\n\n"u8);
    }

    private async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(writeWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await context.Response.Body.WriteAsync(bytes, either.Token);
            await context.Response.Body.FlushAsync(either.Token);
        }
        finally
        {
            if (late.IsCancellationRequested)
                context.Abort();
        }
    }
}
