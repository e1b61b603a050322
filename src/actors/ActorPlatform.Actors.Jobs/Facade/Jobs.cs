using System.Collections.Immutable;
using System.Data.Common;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Batches;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Actors.Jobs.Facade;

/// <summary>What people may ask of jobs, on the entities and the tables beside their journal.</summary>
internal sealed class Jobs(JobEntities kinds, JobStores stores, JobSightings sightings, JobSettings settings, INodes nodes, TimeProvider time) : IJobs
{
    // In the callers' words: they chose the key, and never see the command id that was made of it.
    private static readonly Rejection _keyReused = new(
        "idempotency.key-reused", RejectionKind.KeyReused, "The idempotency key was used before with another content; nothing was done. Take a new key.");

    private readonly JobBehavior _behavior = new(settings);
    private readonly IEntityClient _entities = kinds.Jobs;

    public INodes Nodes => nodes;

    public IBatches Batches => new BatchFacade(this, kinds.Batches, stores.Lists);

    public async Task<Answer> AskAsync(JobId id, JobRequest request, CancellationToken cancellationToken)
    {
        var command = new EntityCommand(request.CommandId, request.Fingerprint, request.By, request.Command);
        return AnswerOf(id.Value, await _entities.AskAsync(id.Value, command, cancellationToken));
    }

    /// <summary>What an entity's answer to a command is to people.</summary>
    public static Answer AnswerOf(string id, EntityAnswer answer) => answer switch
    {
        EntityAnswer.Accepted accepted => new Answer.Accepted(accepted.Reply),
        EntityAnswer.Rejected { Reason.Kind: RejectionKind.KeyReused } => new Answer.Rejected(_keyReused),
        EntityAnswer.Rejected rejected => new Answer.Rejected(rejected.Reason),
        EntityAnswer.Busy busy => new Answer.Busy(busy.RetryAfter),
        EntityAnswer.InProgress inProgress => new Answer.InProgress(inProgress.RetryAfter),
        EntityAnswer.Unavailable unavailable => new Answer.Unavailable(unavailable.Why, unavailable.RetryAfter),
        EntityAnswer.Quarantined quarantined => new Answer.Rejected(Quarantined(id, quarantined.Why)),
        _ => throw Unexpected(answer),
    };

    public async Task<Trial> TryAsync(JobId id, JobRequest request, CancellationToken cancellationToken)
    {
        var job = await FindAsync(id, cancellationToken);
        if (job?.Quarantined is { } why)
            return new Trial.Rejected(Quarantined(id.Value, why));
        var state = job?.State ?? JobState.Initial;
        return _behavior.Decide(state, request.Command, new DecideContext(time.GetUtcNow(), id.Value, request.CommandId, request.By)) switch
        {
            Decision<JobEvent>.Accepted accepted => new Trial.Accepted(state, accepted.Events.Aggregate(state, _behavior.Evolve), accepted.Reply),
            Decision<JobEvent>.Rejected rejected => new Trial.Rejected(rejected.Reason),
            var other => throw new InvalidOperationException($"{other} is no decision of a job."),
        };
    }

    public async Task<JobSight?> FindAsync(JobId id, CancellationToken cancellationToken) => await _entities.ReadAsync(id.Value, cancellationToken) switch
    {
        EntityAnswer.Sight { State: JobState { Status: not JobStatus.None } state } => new JobSight(state, sightings.Sights.Of(state), null),
        EntityAnswer.Sight => null,
        EntityAnswer.Quarantined quarantined => await FromListAsync(id, quarantined.Why, cancellationToken),
        var other => throw Unavailable(other),
    };

    public Task<JobPage> ListAsync(JobQuery query, CancellationToken cancellationToken) => GuardAsync(() => stores.Lists.ReadAsync(query, cancellationToken));

    public Task<JobCounts> CountAsync(JobQuery query, ImmutableArray<JobColumn> by, CancellationToken cancellationToken) =>
        GuardAsync(() => stores.Lists.CountAsync(query, by, cancellationToken));

    public Task<OperationSight?> FindOperationAsync(OperationId id, CancellationToken cancellationToken) =>
        GuardAsync(() => stores.Lists.FindOperationAsync(id, cancellationToken));

    public Task<OperationPage> ListOperationsAsync(OperationQuery query, CancellationToken cancellationToken) =>
        GuardAsync(() => stores.Lists.ReadOperationsAsync(query, cancellationToken));

    public async Task<OperationSight?> WaitAsync(OperationId id, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var (client, entity) = OperationIds.TryGetJob(id, out var job) ? (_entities, job.Value) : OperationIds.TryGetBatch(id, out var batch) ? (kinds.Batches, batch.Value) : (null, "");
        if (client is null)
            return null;
        var until = time.GetUtcNow() + atMost;
        var answer = await client.ReadAsync(entity, cancellationToken);
        while (answer is EntityAnswer.Sight sight && OperationIn(sight.State, id) is { } operation)
        {
            var left = until - time.GetUtcNow();
            if (operation.IsOver || left <= TimeSpan.Zero)
                return new OperationSight(operation.Batch is null ? job : null, operation);
            answer = await client.AwaitChangeAsync(entity, sight.Sequence, left, cancellationToken);
        }

        // Older than what the job remembers, or the job cannot answer: the table has it as it stands.
        return await FindOperationAsync(id, cancellationToken);
    }

    public Task<EventPage> ReadEventsAsync(JobId id, long afterSequence, int limit, CancellationToken cancellationToken) =>
        GuardAsync(() => stores.Events.ReadAsync(id, afterSequence, limit, cancellationToken));

    public Task<EventPage> ReadFeedAsync(string? after, int limit, CancellationToken cancellationToken) =>
        GuardAsync(() => stores.Events.ReadFeedAsync(after, limit, cancellationToken));

    public Task<AuditPage> ReadAuditAsync(AuditQuery query, CancellationToken cancellationToken) => GuardAsync(() => stores.Audit.ReadAsync(query, cancellationToken));

    public Task<string> ReadFeedPositionAsync(CancellationToken cancellationToken) => GuardAsync(() => stores.Events.ReadFeedPositionAsync(cancellationToken));

    public async Task<ImmutableArray<SpecVersion>?> ReadSpecVersionsAsync(JobId id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is { } job ? await GuardAsync(() => stores.Events.ReadSpecVersionsAsync(id, job.State.SpecVersion, cancellationToken)) : null;

    // A batch that cannot be loaded has no other way out.
    public async Task<bool> ReleaseAsync(JobId id, CancellationToken cancellationToken) => await (BatchId.Is(id.Value) ? kinds.Batches : _entities).ReleaseAsync(id.Value, cancellationToken) switch
    {
        EntityAnswer.Released released => released.WasQuarantined,

        // It tried again, and failed again.
        EntityAnswer.Quarantined => true,
        var other => throw Unavailable(other),
    };

    public async Task RefreshAsync(JobId id, TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { State.Spec: { } spec, State: var state })
            return;
        await sightings.RefreshAsync(state.Run is { End: null } run ? run.Cluster : spec.Target.Cluster, id, atMost, cancellationToken);
    }

    public async Task<LogText?> ReadLogAsync(JobId id, int run, LogRequest request, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is { State: var state } && await sightings.ReadLogAsync(state, run, request, cancellationToken) is { } part
            ? LogText.Of(part, request.Source, Secrets.Of(state))
            : null;

    public Task<ArtifactOutcome> TakeArtifactAsync(Stream content, long most, CancellationToken cancellationToken) =>
        ArtifactIntake.TakeAsync(content, most, (name, open) => sightings.PutArtifactAsync(name, open, cancellationToken), cancellationToken);

    public Task<ImmutableArray<ClusterSight>> ListClustersAsync(CancellationToken cancellationToken) => Task.FromResult(sightings.Clusters());

    private static Operation? OperationIn(object state, OperationId id) => state switch
    {
        JobState job => job.Operations.FirstOrDefault(o => o.Id == id),
        BatchState { Operation: { } operation } when operation.Id == id => operation,
        _ => null,
    };

    private async Task<JobSight?> FromListAsync(JobId id, string why, CancellationToken cancellationToken) =>
        await GuardAsync(() => stores.Lists.FindAsync(id, cancellationToken)) is { } row ? new JobSight(row.Job.State, row.Sight, why) : null;

    private static Rejection Quarantined(string id, string why) => new(
        "job.quarantined", RejectionKind.Conflict, $"{id} could not be loaded ({why}); nothing was done. Release it when the cause is gone: POST /api/v1/jobs/{id}/release.");

    /// <summary>Reads the storage; when it is away, that is said in our words.</summary>
    public static async Task<T> GuardAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (DbException exception)
        {
            throw new JobUnavailableException($"The storage does not answer: {exception.Message} Nothing was changed; ask again.", exception);
        }
    }

    /// <summary>Why an entity cannot be read.</summary>
    public static Exception Unavailable(EntityAnswer answer) => answer switch
    {
        EntityAnswer.Unavailable unavailable => new JobUnavailableException(unavailable.Why),
        EntityAnswer.Busy => new JobUnavailableException("Too many readers wait for this job; ask again."),
        EntityAnswer.Rejected rejected => new JobUnavailableException(rejected.Reason.Message),
        EntityAnswer.Quarantined quarantined => new JobUnavailableException($"It could not be loaded ({quarantined.Why})."),
        _ => Unexpected(answer),
    };

    private static InvalidOperationException Unexpected(EntityAnswer answer) => new($"{answer.GetType().Name} is no answer to this.");
}

/// <summary>The entities that the facade asks, by kind.</summary>
internal sealed record JobEntities(IEntityClient Jobs, IEntityClient Batches);

/// <summary>The stores that the facade reads.</summary>
internal sealed record JobStores(JobLists Lists, JobEvents Events, JobAudit Audit);
