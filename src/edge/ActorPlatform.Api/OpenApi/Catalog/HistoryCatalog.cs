using ActorPlatform.Api.Wire;

namespace ActorPlatform.Api.OpenApi.Catalog;

/// <summary>What a job remembers.</summary>
internal static class HistoryCatalog
{
    public static IEnumerable<Described> All =>
    [
        new Described("GET /api/v1/jobs/{id}/runs", "listRuns", DescribedTags.History, "Lists a job's runs, newest first").Answers200<ListBody<RunBody>>("The newest 20 runs, each with the evidence of its end."),
        new Described("GET /api/v1/jobs/{id}/runs/{run}/exceptions", "listExceptions", DescribedTags.History, "Lists what Flink reported of a run, newest first")
            .Saying("Kept after the run is gone.").Answers200<ListBody<ExceptionBody>>("The exceptions."),
        new Described("GET /api/v1/jobs/{id}/restore-points", "listRestorePoints", DescribedTags.History, "Lists what a job can be restored from, newest first")
            .Answers200<ListBody<RestorePointBody>>("Completed checkpoints and savepoints."),
        new Described("GET /api/v1/jobs/{id}/explain", "explainJob", DescribedTags.History, "Tells the last decisions, newest first").Answers200<ListBody<DecisionBody>>("Each with its candidates and reasons."),
        new Described("GET /api/v1/jobs/{id}/events", "listEvents", DescribedTags.History, "Lists a job's journal, oldest first")
            .Query("after", "`next` of the page before.", "0", DescribedKind.Text)
            .Query("limit", "The most events of a page.", "100", DescribedKind.Number(1, 500, 100))
            .Refusing(410).Answers200<EventListBody>("A page of events."),
    ];
}
