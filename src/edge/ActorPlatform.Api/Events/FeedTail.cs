using ActorPlatform.Jobs.Facade;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ActorPlatform.Api.Events;

/// <summary>The end of the feed: whoever has come to it waits for the same reading, so that a hundred streams ask the storage as often as one. Thread safe.</summary>
internal sealed class FeedTail(IJobs jobs, TimeProvider time, IHostApplicationLifetime lifetime, IOptions<ApiOptions> options)
{
    /// <summary>Commits a page.</summary>
    public const int Page = 100;

    private static readonly TimeSpan s_every = TimeSpan.FromMilliseconds(200);
    private readonly Lock _gate = new();
    private string? _after;
    private Task<EventPage>? _reading;

    /// <summary>What comes after a position; an empty page that stays there when nothing came within the time of a heartbeat.</summary>
    public Task<EventPage> ReadAsync(string after)
    {
        lock (_gate)
        {
            if (_after == after && _reading is { IsFaulted: false, IsCanceled: false } reading)
                return reading;
            (_after, _reading) = (after, AwaitNewsAsync(after));
            return _reading;
        }
    }

    private async Task<EventPage> AwaitNewsAsync(string after)
    {
        // Not inside the lock: a storage may answer without ever waiting.
        await Task.Yield();
        var until = time.GetUtcNow() + options.Value.StreamHeartbeat;
        while (true)
        {
            var page = await TryReadAsync(after);
            if (page.Outdated || page.Next != after)
                return page;
            if (time.GetUtcNow() >= until)
                return Forget(page);
            await Task.Delay(s_every, time, lifetime.ApplicationStopping);
        }
    }

    /// <summary>News stay what they are for whoever comes later; silence does not.</summary>
    private EventPage Forget(EventPage silence)
    {
        lock (_gate)
        {
            if (_after == silence.Next)
                _after = null;
        }

        return silence;
    }

    /// <summary>A storage that is away has no news: the streams stay, and go on when it is back.</summary>
    private async Task<EventPage> TryReadAsync(string after)
    {
        try
        {
            return await jobs.ReadFeedAsync(after, Page, lifetime.ApplicationStopping);
        }
        catch (JobUnavailableException)
        {
            return new EventPage([], after, Outdated: false);
        }
    }
}
