using ActorPlatform.Api.Events;
using ActorPlatform.Api.Problems;
using ActorPlatform.Api.Reading;
using ActorPlatform.Jobs.Facade;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ActorPlatform.Api.Endpoints;

/// <summary>The events of all jobs, as they happen: in commit order, without gaps, resumed by position at any node.</summary>
internal sealed class EventEndpoints(IJobs jobs, FeedTail feed, TimeProvider time, IHostApplicationLifetime lifetime, IOptions<ApiOptions> options)
{
    private const string LastEventId = "Last-Event-ID";
    private const string Beginning = "0";
    private static readonly TimeSpan s_retryAfter = TimeSpan.FromSeconds(5);
    private int _open;

    /// <summary>Streams that are open now.</summary>
    public int Open => Volatile.Read(ref _open);

    public static void Map(RouteGroupBuilder group) => group.MapGet("/events", (HttpContext context, EventEndpoints endpoints) => endpoints.StreamAsync(context));

    private async Task<IResult> StreamAsync(HttpContext context)
    {
        var errors = new InputErrors();
        var query = new QueryReader(context.Request.Query, errors);
        var since = query.Text("since");
        query.Close();
        var ids = context.Request.Headers[LastEventId];
        if (ids.Count > 1)
            errors.Add(LastEventId, $"is given {ids.Count} times; once is allowed.");
        if (!errors.IsEmpty)
            return Problem.Invalid(errors);
        var from = string.IsNullOrEmpty(ids) ? since : ids.ToString();
        try
        {
            if (Interlocked.Increment(ref _open) > options.Value.MaxStreams)
                return Problem.TooManyStreams(s_retryAfter);
            var first = await OpenAsync(from, context.RequestAborted);
            if (first.Outdated)
                return Problem.OutdatedPosition();
            await new EventStream(feed, time, options.Value.StreamWriteWithin).RunAsync(context, first, lifetime.ApplicationStopping);
            return Results.Empty;
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    /// <summary>The first page after a position; without one, what comes from now on.</summary>
    private async Task<EventPage> OpenAsync(string? from, CancellationToken cancellationToken)
    {
        var after = from == Beginning ? null : from ?? await jobs.ReadFeedPositionAsync(cancellationToken);
        return await jobs.ReadFeedAsync(after, FeedTail.Page, cancellationToken);
    }
}
