using System.Collections.Concurrent;
using System.Collections.Immutable;
using ActorPlatform.Actors.Jobs.Facade;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Edge.Tests.Api;

/// <summary>Jobs in memory under the real behaviour, without anything that carries their effects out; faults can be scripted.</summary>
internal sealed class FakeJobs(TimeProvider time) : IJobs
{
    private readonly JobBehavior _behavior = new(new JobSettings());
    private readonly ConcurrentDictionary<JobId, JobState> _states = new();
    private readonly Dictionary<string, (string Fingerprint, Answer Answer)> _answers = [];
    private readonly Lock _gate = new();
    private FakeBatches? _batches;

    /// <summary>Batches over these jobs, whose effects nobody carries out.</summary>
    public FakeBatches Batches => _batches ??= new FakeBatches(this, time);

    IBatches IJobs.Batches => Batches;

    /// <summary>Three of them.</summary>
    public FakeNodes Nodes { get; } = new();

    INodes IJobs.Nodes => Nodes;

    /// <summary>Every request that reached a job.</summary>
    public ConcurrentQueue<(JobId Job, JobRequest Request)> Asked { get; } = new();

    /// <summary>Answers instead of the behaviour while it is set.</summary>
    public Func<JobRequest, Answer>? OnAsk { get; set; }

    /// <summary>Thrown by every read while it is set.</summary>
    public Exception? ReadFault { get; set; }

    public Sight Sight { get; set; } = Sight.Clear;

    public HashSet<JobId> Quarantined { get; } = [];

    public List<JobQuery> Listed { get; } = [];

    public List<TimeSpan> Waits { get; } = [];

    /// <summary>What waiting waits for; null: it ends at once.</summary>
    public Task? Holds { get; set; }

    public List<TimeSpan> Refreshes { get; } = [];

    /// <summary>Spec versions told instead of the present one.</summary>
    public Dictionary<JobId, ImmutableArray<SpecVersion>> Versions { get; } = [];

    public bool EventsOutdated { get; set; }

    /// <summary>The position of the list.</summary>
    public Func<string> AsOf { get; set; } = () => "7-42";

    public ImmutableArray<ClusterSight> Clusters { get; set; } = [];

    public Exception? ClustersFault { get; set; }

    public JobState StateOf(JobId job) => _states.GetValueOrDefault(job, JobState.Initial);

    /// <summary>Puts a job into a state.</summary>
    public void Put(JobState state) => _states[state.Id] = state;

    /// <summary>Tells a job an outcome.</summary>
    public void Tell(JobId job, JobCommand outcome) => _ = AskAsync(job, new JobRequest(Guid.NewGuid().ToString("N"), "", null, outcome), CancellationToken.None);

    public Task<Answer> AskAsync(JobId id, JobRequest request, CancellationToken cancellationToken)
    {
        Asked.Enqueue((id, request));
        if (OnAsk is { } scripted)
            return Task.FromResult(scripted(request));
        lock (_gate)
        {
            if (_answers.TryGetValue(request.CommandId, out var first))
                return Task.FromResult(first.Fingerprint == request.Fingerprint
                    ? first.Answer
                    : new Answer.Rejected(new Rejection("idempotency.key-reused", RejectionKind.KeyReused, "The key came with another body.")));
            var decision = _behavior.Decide(StateOf(id), request.Command, new DecideContext(time.GetUtcNow(), id.Value, request.CommandId, request.By));
            if (decision is Decision<JobEvent>.Rejected rejected)
                return Task.FromResult<Answer>(new Answer.Rejected(rejected.Reason));
            var accepted = (Decision<JobEvent>.Accepted)decision;
            _states[id] = accepted.Events.Aggregate(StateOf(id), _behavior.Evolve);
            var answer = new Answer.Accepted(accepted.Reply);
            _answers[request.CommandId] = (request.Fingerprint, answer);
            return Task.FromResult<Answer>(answer);
        }
    }

    public Task<Trial> TryAsync(JobId id, JobRequest request, CancellationToken cancellationToken)
    {
        Read();
        var state = StateOf(id);
        return Task.FromResult<Trial>(_behavior.Decide(state, request.Command, new DecideContext(time.GetUtcNow(), id.Value, request.CommandId, request.By)) switch
        {
            Decision<JobEvent>.Accepted accepted => new Trial.Accepted(state, accepted.Events.Aggregate(state, _behavior.Evolve), accepted.Reply),
            var refused => new Trial.Rejected(((Decision<JobEvent>.Rejected)refused).Reason),
        });
    }

    public Task<JobSight?> FindAsync(JobId id, CancellationToken cancellationToken)
    {
        Read();
        return Task.FromResult(_states.TryGetValue(id, out var state) ? new JobSight(state, Sight, Quarantined.Contains(id) ? "its journal cannot be read" : null) : null);
    }

    public Task<JobPage> ListAsync(JobQuery query, CancellationToken cancellationToken)
    {
        Read();
        Listed.Add(query);
        if (query.Cursor == "stale")
            throw new InvalidCursorException("'stale' was not given out");
        var rows = _states.Values.OrderBy(s => s.Spec!.Name, StringComparer.Ordinal).Take(query.Limit).Select(s => new JobRow(JobSummary.Of(s), Sight, null));
        return Task.FromResult(new JobPage([.. rows], _states.Count > query.Limit ? "next" : null, AsOf()));
    }

    public Task<JobCounts> CountAsync(JobQuery query, ImmutableArray<JobColumn> by, CancellationToken cancellationToken)
    {
        Read();
        Listed.Add(query);
        return Task.FromResult(new JobCounts([.. by.SelectMany(c => new[] { new JobCount(c, "x", 2), new JobCount(c, "y", 1) })], "7-42"));
    }

    public Task<OperationSight?> FindOperationAsync(OperationId id, CancellationToken cancellationToken)
    {
        Read();
        return Task.FromResult(Operations().FirstOrDefault(o => o.Operation.Id == id));
    }

    public Task<OperationPage> ListOperationsAsync(OperationQuery query, CancellationToken cancellationToken)
    {
        Read();
        var items = Operations().Where(o => (query.Job is null || o.Job == query.Job) && (query.State is null || o.Operation.State == query.State)).Take(query.Limit);
        return Task.FromResult(new OperationPage([.. items], null));
    }

    public async Task<OperationSight?> WaitAsync(OperationId id, TimeSpan atMost, CancellationToken cancellationToken)
    {
        lock (_gate)
            Waits.Add(atMost);
        if (Holds is { } held)
            await held.WaitAsync(cancellationToken);
        return await FindOperationAsync(id, cancellationToken);
    }

    public Task<EventPage> ReadEventsAsync(JobId id, long afterSequence, int limit, CancellationToken cancellationToken)
    {
        Read();
        var item = new EventView("8", id, time.GetUtcNow(), "anna", "job-defined", null, "Defined.", """{"$":"job-defined"}""");
        return Task.FromResult(new EventPage(afterSequence < 8 && _states.ContainsKey(id) ? [item] : [], "8", EventsOutdated));
    }

    public List<AuditQuery> Audits { get; } = [];

    public Task<AuditPage> ReadAuditAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        Read();
        Audits.Add(query);
        if (query.Cursor == "stale")
            throw new InvalidCursorException("'stale' was not given out");
        return Task.FromResult(new AuditPage([new AuditEntry(time.GetUtcNow(), "anna", new JobId("job-1"), "KILL", new OperationId("op-1"), "burning", "KILL was accepted.")], "17"));
    }

    /// <summary>The feed: the position of an item is its number, from 1.</summary>
    public FakeFeed Feed { get; } = new();

    public Task<EventPage> ReadFeedAsync(string? after, int limit, CancellationToken cancellationToken)
    {
        Read();
        return Task.FromResult(Feed.Read(after, limit));
    }

    public Task<string> ReadFeedPositionAsync(CancellationToken cancellationToken)
    {
        Read();
        return Task.FromResult(Feed.Position);
    }

    public Task<ImmutableArray<SpecVersion>?> ReadSpecVersionsAsync(JobId id, CancellationToken cancellationToken)
    {
        Read();
        return Task.FromResult<ImmutableArray<SpecVersion>?>(
            Versions.TryGetValue(id, out var versions) ? versions : _states.TryGetValue(id, out var state) ? [new SpecVersion(state.SpecVersion, state.CreatedAt, "anna", state.Spec!)] : null);
    }

    public Task<bool> ReleaseAsync(JobId id, CancellationToken cancellationToken) => Task.FromResult(Quarantined.Remove(id));

    public Task RefreshAsync(JobId id, TimeSpan atMost, CancellationToken cancellationToken)
    {
        Refreshes.Add(atMost);
        return Task.CompletedTask;
    }

    /// <summary>Uploaded artifacts, by name.</summary>
    public ConcurrentDictionary<string, byte[]> Artifacts { get; } = new();

    public Task<ArtifactOutcome> TakeArtifactAsync(Stream content, long most, CancellationToken cancellationToken) =>
        ArtifactIntake.TakeAsync(content, most, (name, open) => PutArtifactAsync(name, open, cancellationToken), cancellationToken);

    private async Task<ImmutableArray<string>> PutArtifactAsync(string name, Func<Stream> content, CancellationToken cancellationToken)
    {
        Read();
        await using var stream = content();
        var copy = new MemoryStream();
        await stream.CopyToAsync(copy, cancellationToken);
        Artifacts[name] = copy.ToArray();
        return ["a", "b"];
    }

    /// <summary>The log of every run; null: there is none.</summary>
    public string? Log { get; set; }

    public List<LogRequest> LogRequests { get; } = [];

    public Task<LogText?> ReadLogAsync(JobId id, int run, LogRequest request, CancellationToken cancellationToken)
    {
        Read();
        LogRequests.Add(request);
        return Task.FromResult(Log is { } log ? LogText.Of(LogPart.Of(System.Text.Encoding.UTF8.GetBytes(log), request, "the test"), request.Source, []) : null);
    }

    public Task<ImmutableArray<ClusterSight>> ListClustersAsync(CancellationToken cancellationToken) => ClustersFault is { } fault ? Task.FromException<ImmutableArray<ClusterSight>>(fault) : Task.FromResult(Clusters);

    /// <summary>All jobs, by name.</summary>
    public IEnumerable<JobState> All => _states.Values.OrderBy(s => s.Spec!.Name, StringComparer.Ordinal).ThenBy(s => s.Id.Value, StringComparer.Ordinal);

    private IEnumerable<OperationSight> Operations() => _states.Values.SelectMany(s => s.Operations.Select(o => new OperationSight(s.Id, o)))
        .Concat(Batches.All.Select(b => new OperationSight(null, b.Operation!)));

    private void Read()
    {
        if (ReadFault is { } fault)
            throw fault;
    }
}
