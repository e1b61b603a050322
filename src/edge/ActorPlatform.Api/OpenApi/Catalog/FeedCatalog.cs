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
        new Described("GET /api/v1/audit", "listAudit", DescribedTags.Feed, "Lists who asked for what, newest first")
            .Saying("Every command that changed something, of all jobs; what was refused is not in it. A page may be short, even empty, and have a `nextCursor`: what is rare is looked for over several.")
            .Query("by", "Only what this person asked for.", "anna")
            .Query("jobId", "Only of this job.", Examples.JobId)
            .Query("since", "Then or later.", "2026-01-02T03:04:05Z", DescribedKind.Time)
            .Query("until", "Before.", "2026-01-03T00:00:00Z", DescribedKind.Time)
            .Query("limit", "The most entries of a page.", "100", DescribedKind.Number(1, 500, 100))
            .Query("cursor", "`nextCursor` of the page before.", "4711")
            .Answers200<ListBody<AuditBody>>("A page of commands."),
    ];
}
