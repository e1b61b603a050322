using ActorPlatform.Api.Wire;

namespace ActorPlatform.Api.OpenApi.Catalog;

/// <summary>Commands on jobs, and their operations.</summary>
internal static class CommandCatalog
{
    public static IEnumerable<Described> All =>
    [
        Command("start", "startJob", "Starts a job, or goes on from a restore point").Takes<RestoreInput>("""{"restore": "latest"}""")
            .Saying("After a suspend or a failure the rule decides what it starts from. After a kill, FINISHED or a changed spec the choice is yours: without `restore` the answer is 409 `restore.choice-required`."),
        Command("suspend", "suspendJob", "Stops a job with a savepoint").Takes<SuspendInput>("""{"drain": false}"""),
        Command("kill", "killJob", "Kills a job's run, without a savepoint").Takes<KillInput>("""{"fence": "PROOF"}""")
            .Saying("It is killed until it is seen dead. Only who *knows* that nothing of the run lives may say OPERATOR_CONFIRMS_DEAD."),
        Command("restart", "restartJob", "Suspends a job, then starts it from that savepoint").Takes<RestoreInput>("{}"),
        Command("savepoints", "takeSavepoint", "Takes a savepoint of a running job").Takes<SavepointInput>("""{"format": "CANONICAL"}"""),
        Runs(new Described("DELETE /api/v1/jobs/{id}", "retireJob", DescribedTags.Commands, "Retires a job"))
            .Query("force", "Kills a run that may be alive first; else that is a 409.", "false", DescribedKind.Flag).Takes<EmptyInput>("{}"),
        new Described("POST /api/v1/jobs/{id}/release", "releaseJob", DescribedTags.Commands, "Lets a quarantined job try again")
            .Takes<EmptyInput>("{}").Refusing(409).Answering(204, null, "It was tried again; whether it was loaded, the list says."),
        new Described("POST /api/v1/batches", "createBatch", DescribedTags.Commands, "Asks many jobs at once")
            .Saying(
                "Its jobs are found once, and are asked each once, so many at a time, also when the engine is killed meanwhile; one that fails or refuses holds up none of the others. "
                + "The operation succeeds when all jobs did it. With a filter `expectCount` is required: another number of jobs is 409 `batch.count-changed`; `dryRun` tells the number, and what each job would answer. "
                + "At most 20,000 jobs. RETIRED ones are left out unless `status` names them.")
            .Changing()
            .Query("wait", "Holds the answer until the operation ends or the time is over; PT60S at most.", "PT20S", DescribedKind.Duration)
            .Trying().Takes<BatchInput>("""{"action": "START", "select": {"status": ["FAILED"], "tenant": "dw"}, "expectCount": 30, "reason": "the cluster is back"}""", required: true)
            .Refusing(404).Answering(200, typeof(BatchTrialBody), "With dryRun: what would happen; nothing was done.").Answering(202, typeof(OperationBody), "Accepted and durable: the operation that carries it out.", "Location"),
        new Described("GET /api/v1/operations", "listOperations", DescribedTags.Operations, "Lists operations, newest first")
            .Query("state", "Only this state.", "RUNNING", DescribedKind.Text with { Names = EnumSchemas.NamesOf<Jobs.Operations.OperationState>() })
            .Query("jobId", "Only of this job.", Examples.JobId)
            .Query("limit", "The most operations of a page.", "100", DescribedKind.Number(1, 500, 100))
            .Query("cursor", "`nextCursor` of the page before.", "MTIzNA")
            .Answers200<ListBody<OperationBody>>("A page of operations."),
        new Described("GET /api/v1/operations/{id}", "getOperation", DescribedTags.Operations, "Shows an operation, however old")
            .Query("wait", "Holds the answer until the operation ends or the time is over; PT60S at most.", "PT20S", DescribedKind.Duration)
            .Refusing(429).Answers200<OperationBody>("The operation as it stands."),
        new Described("GET /api/v1/operations/{id}/results", "listBatchResults", DescribedTags.Operations, "Lists what became of the jobs of a batch")
            .Query("state", "Only these.", "FAILED,REFUSED", DescribedKind.AnyOf<Jobs.Facade.BatchJobState>())
            .Query("limit", "The most jobs of a page.", "100", DescribedKind.Number(1, 500, 100))
            .Query("cursor", "`nextCursor` of the page before.", "100")
            .Answers200<ListBody<BatchResultBody>>("A page of the batch's jobs, in the order in which they are asked."),
    ];

    private static Described Command(string verb, string id, string summary) => Runs(new Described($"POST /api/v1/jobs/{{id}}/{verb}", id, DescribedTags.Commands, summary));

    private static Described Runs(Described command) => command.Changing()
        .Query("wait", "Holds the answer until the operation ends or the time is over; PT60S at most.", "PT20S", DescribedKind.Duration)
        .Trying().Answering(200, typeof(TrialBody), "With dryRun: what would happen; nothing was done.").Answering(202, typeof(OperationBody), "Accepted and durable: the operation that carries it out.", "Location");
}
