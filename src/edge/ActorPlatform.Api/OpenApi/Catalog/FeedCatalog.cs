using ActorPlatform.Api.Wire;

namespace ActorPlatform.Api.OpenApi.Catalog;

/// <summary>What happens to all jobs.</summary>
internal static class FeedCatalog
{
    public static IEnumerable<Described> All =>
    [
        new Described("GET /api/v1/events", "streamEvents", DescribedTags.Feed, "Streams the events of all jobs as they happen")
            .Saying("Server-sent events in commit order: `id` is the position, `event` the type, `data` the event. Whoever comes back with the last id misses and doubles nothing, at any node. Comments come while nothing happens.")
            .Query("since", "A position: `asOf` of a list, an event's, or 0 for the beginning. Left out: from now on.", "7-42")
            .Header("Last-Event-ID", "The last id that was read to its end; wins over since.", "7-42")
            .Refusing(410, 429).Answering(200, typeof(EventBody), "The events, until either side ends it.").As("text/event-stream"),
    ];
}
