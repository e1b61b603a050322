using ActorPlatform.Api.Wire;
using ActorPlatform.Jobs;

namespace ActorPlatform.Api.OpenApi.Catalog;

/// <summary>Reading and defining jobs.</summary>
internal static class JobCatalog
{
    public static IEnumerable<Described> All =>
    [
        Filters(new Described("GET /api/v1/jobs", "listJobs", DescribedTags.Jobs, "Lists jobs"))
            .Saying("Never behind an answer: a command that was answered is seen. `asOf` is the event position of the view.")
            .Query("sort", "The order; with restoreAge the youngest restore point comes first, jobs without one last.", "name", DescribedKind.OneOf("name", "status", "health", "restoreAge", "updatedAt"))
            .Query("fields", "`summary` leaves the spec out.", "summary", DescribedKind.OneOf("full", "summary"))
            .Query("limit", "The most jobs of a page.", "100", DescribedKind.Number(1, 500, 100))
            .Query("cursor", "`nextCursor` of the page before.", "bzoxOTpvcmRlcnM")
            .Answers200<JobListBody>("A page of jobs."),
        Filters(new Described("GET /api/v1/jobs/summary", "summarizeJobs", DescribedTags.Jobs, "Counts jobs"))
            .Query("by", "What to count by; left out: status, health, cluster.", "status,health", DescribedKind.SomeOf("status", "health", "cluster", "tenant"))
            .Answers200<JobSummaryBody>("How many jobs pass the filters, in all and by each value."),
        new Described("POST /api/v1/jobs", "createJob", DescribedTags.Jobs, "Defines a job")
            .Saying("Nothing is started. With an `externalId`, or an Idempotency-Key, the job's id derives from it, so that a repetition finds the same job.")
            .Changing().Trying().Takes<SpecInput>(Examples.SpecText, required: true)
            .Answering(201, typeof(JobBody), "Defined.", "ETag", "Location")
            .Answering(200, typeof(JobBody), "Was defined before, with the same spec. With dryRun: what would happen; nothing was done.", "ETag", "Location").OrTrial(),
        new Described("GET /api/v1/jobs/{id}", "getJob", DescribedTags.Jobs, "Shows a job")
            .Query("refresh", "Looks at the cluster first, for a few seconds at most.", "true", DescribedKind.Flag)
            .Answers200<JobBody>("The job.", "ETag"),
        new Described("PUT /api/v1/jobs/{id}/spec", "changeSpec", DescribedTags.Jobs, "Replaces a job's spec")
            .Saying("Takes effect at the next start.")
            .Header("If-Match", "The ETag of the job as you have read it, so that nobody's change is lost.", "\"3\"", required: true)
            .Changing().Trying().Takes<SpecInput>(Examples.SpecText, required: true).Refusing(412, 428)
            .Answers200<JobBody>("The job with its new spec. With dryRun: what would happen; nothing was done.", "ETag").OrTrial(),
        new Described("GET /api/v1/jobs/{id}/spec/versions", "listSpecVersions", DescribedTags.Jobs, "Lists all versions of a job's spec, with who and when")
            .Answers200<ListBody<SpecVersionBody>>("The versions, oldest first."),
        new Described("GET /api/v1/jobs/{id}/spec/versions/{from}/diff/{to}", "diffSpecVersions", DescribedTags.Jobs, "Compares two versions of a job's spec")
            .Answers200<SpecDiffBody>("What differs, by path; empty when nothing does."),
    ];

    /// <summary>The filters of jobs.</summary>
    private static Described Filters(Described described) => described
            .Query("status", "Only these statuses.", "RUNNING,FAILED", DescribedKind.AnyOf<JobStatus>())
            .Query("tenant", "Only this tenant.", "dw")
            .Query("cluster", "Only jobs on this cluster.", "a")
            .Query("health", "Only these.", "YELLOW,RED", DescribedKind.AnyOf<Health>())
            .Query("label", "Only jobs with all of these labels, each `key:value`.", "team:dw", DescribedKind.Texts)
            .Query("q", "Only names that contain this text.", "orders")
            .Query("quarantined", "Only jobs that could not be loaded, or only others.", "true", DescribedKind.Flag);
}
