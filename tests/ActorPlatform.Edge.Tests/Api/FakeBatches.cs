using System.Collections.Concurrent;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Operations;

namespace ActorPlatform.Edge.Tests.Api;

/// <summary>Batches in memory under the real behaviour, over fake jobs; a test says what becomes of each.</summary>
internal sealed class FakeBatches(FakeJobs jobs, TimeProvider time) : IBatches
{
    private readonly BatchBehavior _behavior = new(new JobSettings());
    private readonly ConcurrentDictionary<string, BatchState> _states = new();
    private readonly ConcurrentDictionary<string, (string Fingerprint, Answer Answer)> _answers = new();

    public IEnumerable<BatchState> All => _states.Values;

    public ConcurrentQueue<BatchRequest> Asked { get; } = new();

    /// <summary>What becomes of each job as soon as it is asked; null: nothing, it stays in work.</summary>
    public Func<BatchTarget, JobOutcome>? Ends { get; set; }

    public Task<Answer> AskAsync(BatchRequest request, CancellationToken cancellationToken)
    {
        Asked.Enqueue(request);
        if (request.Key is { } key && _answers.TryGetValue(key, out var first))
            return Task.FromResult(first.Fingerprint == request.Fingerprint ? first.Answer : new Answer.Rejected(new Rejection("idempotency.key-reused", RejectionKind.KeyReused, "The key came with another body.")));
        var found = Select(request.Order);
        if (Judge(request.Order, found) is { } refusal)
            return Task.FromResult<Answer>(new Answer.Rejected(refusal));
        var plan = new BatchPlan(request.Order.Action, request.Order.Arguments, [.. found], request.Order.Parallelism, request.Order.Reason);
        var id = $"{BatchId.Prefix}{_states.Count}";
        var reply = Tell(id, new CreateBatch(plan), request.By);
        if (Ends is { } ends)
            for (var index = 0; index < plan.Jobs.Length; index++)
                Tell(id, new EndBatchJob(ends(plan.Jobs[index]) with { Index = index }), null);
        var answer = new Answer.Accepted(reply);
        _answers[request.Key ?? Guid.NewGuid().ToString("N")] = (request.Fingerprint, answer);
        return Task.FromResult<Answer>(answer);
    }

    public async Task<BatchTrial> TryAsync(BatchOrder order, string? by, CancellationToken cancellationToken)
    {
        var found = Select(order);
        if (Judge(order, found) is { } refusal)
            return new BatchTrial.Rejected(refusal);
        var command = new BatchPlan(order.Action, order.Arguments, [], 1, null).CommandOf(null);
        var trials = new List<BatchJobTrial>();
        foreach (var target in found)
            trials.Add(new BatchJobTrial(target.Job, target.Name, command is null ? null : (await jobs.TryAsync(target.Job, new JobRequest("t", "", by, command), cancellationToken) as Trial.Rejected)?.Reason));
        return new BatchTrial.Accepted(order.Action, [.. trials]);
    }

    public Task<BatchResultPage?> ReadResultsAsync(OperationId id, BatchResultQuery query, CancellationToken cancellationToken)
    {
        if (query.Cursor == "stale")
            throw new InvalidCursorException("'stale' was not given out");
        if (_states.Values.FirstOrDefault(s => s.Operation!.Id == id) is not { } state)
            return Task.FromResult<BatchResultPage?>(null);
        var views = state.Plan!.Jobs.Select((target, index) => View(target, state, index)).Where(v => query.States.IsEmpty || query.States.Contains(v.State)).Take(query.Limit);
        return Task.FromResult<BatchResultPage?>(new BatchResultPage([.. views], null));
    }

    private static BatchJobView View(BatchTarget target, BatchState state, int index) => state.Outcomes.FirstOrDefault(o => o.Index == index) is { } outcome
        ? new BatchJobView(target.Job, target.Name, Enum.Parse<BatchJobState>(outcome.Result.ToString()), outcome.Operation, outcome.Code, outcome.Text)
        : new BatchJobView(target.Job, target.Name, index < state.Begun ? BatchJobState.Running : BatchJobState.Pending, null, null, null);

    private static Rejection? Judge(BatchOrder order, List<BatchTarget> found) => order.ExpectCount is { } count && count != found.Count
        ? new Rejection("batch.count-changed", RejectionKind.Conflict, $"The selection has {BatchTexts.Jobs(found.Count)} now, not {count}.")
        : found.Count == 0 ? new Rejection("batch.empty", RejectionKind.Conflict, "The selection has no jobs.") : null;

    private List<BatchTarget> Select(BatchOrder order) =>
    [
        .. jobs.All.Where(s => order.Select.Filter is { } filter
            ? (filter.Statuses.IsEmpty || filter.Statuses.Contains(s.Status)) && (filter.Tenant is null || s.Spec!.Tenant == filter.Tenant) && (filter.Text is null || s.Spec!.Name.Contains(filter.Text, StringComparison.Ordinal))
            : order.Select.Ids.Contains(s.Id.Value)).Select(s => new BatchTarget(s.Id, s.Spec!.Name)),
    ];

    private Reply Tell(string id, BatchCommand command, string? by)
    {
        var state = _states.GetValueOrDefault(id, BatchState.Initial);
        var accepted = _behavior.Decide(state, command, new DecideContext(time.GetUtcNow(), id, "c", by)).ShouldBeOfType<Decision<BatchEvent>.Accepted>();
        _states[id] = accepted.Events.Aggregate(state, _behavior.Evolve);
        return accepted.Reply;
    }
}
