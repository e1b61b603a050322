using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Batches;

namespace ActorPlatform.Domain.Tests.Jobs.Batches;

/// <summary>A batch under its rules, told by hand what becomes of its jobs.</summary>
internal sealed class BatchScenario
{
    public const string Id = "batch-1";
    private readonly BatchBehavior _behavior = new(new JobSettings());

    public DateTimeOffset Now { get; private set; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public BatchState State { get; private set; } = BatchState.Initial;

    public List<BatchEvent> Journal { get; } = [];

    public Obligations Owed => _behavior.Obligations(State);

    /// <summary>Indexes of the jobs that are being asked.</summary>
    public int[] Asked => [.. Owed.Effects.Cast<AskJob>().Select(e => e.Index)];

    public static BatchPlan Plan(int jobs, int parallelism, BatchAction action = BatchAction.Start) =>
        new(action, new BatchArguments(), [.. Enumerable.Range(0, jobs).Select(i => new BatchTarget(new JobId($"job-{i}"), $"orders-{i}"))], parallelism, "night shift");

    public static BatchScenario Of(int jobs, int parallelism)
    {
        var batch = new BatchScenario();
        batch.Ask(new CreateBatch(Plan(jobs, parallelism))).ShouldBeOfType<Decision<BatchEvent>.Accepted>();
        return batch;
    }

    public BatchScenario After(TimeSpan time)
    {
        Now += time;
        return this;
    }

    public Decision<BatchEvent> Ask(BatchCommand command)
    {
        var decision = _behavior.Decide(State, command, new DecideContext(Now, Id, "c-1", "anna"));
        if (decision is Decision<BatchEvent>.Accepted accepted)
            foreach (var @event in accepted.Events)
            {
                Journal.Add(@event);
                State = _behavior.Evolve(State, @event);
            }

        return decision;
    }

    public void End(int index, JobResult result = JobResult.Succeeded) => Ask(new EndBatchJob(result switch
    {
        JobResult.Succeeded => new JobOutcome(index, result, new OperationId($"op-{index}"), null, null),
        JobResult.Failed => new JobOutcome(index, result, new OperationId($"op-{index}"), "operation.failed", "The cluster burnt down."),
        _ => new JobOutcome(index, result, null, "job.already-started", "It runs already."),
    }));

    public Decision<BatchEvent> ComeDue(int index) => Ask(_behavior.Due($"job:{index}"));
}
