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
        new Described("GET /api/v1/jobs/{id}/runs/{run}/logs", "readLog", DescribedTags.History, "Reads a part of a run's log, in whole lines")
            .Saying("Without `before` the end of it. While the run lives from its NodeManager or from Flink, afterwards from the files that YARN gathers, as long as it keeps them.")
            .Query("source", "`jobmanager`; `container`: what the JobManager's process wrote beside its log; `taskmanager-` and its id.", "jobmanager")
            .Query("tail", "The most bytes of the part.", "65536", DescribedKind.Number(1, 1_048_576, 65_536))
            .Query("before", "`before` of the part after it.", "1048576")
            .Query("q", "Only lines of the part that contain this text, in any case.", "exception")
            .Answers200<LogBody>("The part."),
        new Described("GET /api/v1/jobs/{id}/restore-points", "listRestorePoints", DescribedTags.History, "Lists what a job can be restored from, newest first")
            .Answers200<ListBody<RestorePointBody>>("Completed checkpoints and savepoints."),
        new Described("GET /api/v1/jobs/{id}/explain", "explainJob", DescribedTags.History, "Tells the last decisions, newest first").Answers200<ListBody<DecisionBody>>("Each with its candidates and reasons."),
        new Described("GET /api/v1/jobs/{id}/events", "listEvents", DescribedTags.History, "Lists a job's journal, oldest first")
            .Query("after", "`next` of the page before.", "0", DescribedKind.Text)
            .Query("limit", "The most events of a page.", "100", DescribedKind.Number(1, 500, 100))
            .Refusing(410).Answers200<EventListBody>("A page of events."),
    ];
}
