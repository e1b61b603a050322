using System.Collections.Immutable;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Jobs.Deciding;

/// <summary>A decision in the making: events are applied as they are added, so that each next step sees the state that they lead to.</summary>
internal sealed class Draft(JobSettings settings, JobState state, DecideContext context)
{
    private readonly ImmutableArray<JobEvent>.Builder _events = ImmutableArray.CreateBuilder<JobEvent>();

    public JobSettings Settings => settings;

    public JobState State { get; private set; } = state;

    public DateTimeOffset Now => context.Now;

    public string? By => context.By;

    public DecideContext Context => context;

    public void Add(JobEvent @event)
    {
        _events.Add(@event);
        State = JobEvolution.Apply(State, @event);
    }

    public Decision<JobEvent> Accept(Reply reply) => new Decision<JobEvent>.Accepted(_events.ToImmutable(), reply);

    /// <summary>An outcome or deadline was judged; nobody waits for a reply.</summary>
    public Decision<JobEvent> Judged() => Accept(Done.Instance);

    /// <summary>It changes nothing: stale, repeated, or known already.</summary>
    public static Decision<JobEvent> Nothing() => new Decision<JobEvent>.Accepted([], Done.Instance);

    public static Decision<JobEvent> Reject(string code, RejectionKind kind, string message) => new Decision<JobEvent>.Rejected(new Rejection(code, kind, message));

    public static Decision<JobEvent> Conflict(string code, string message) => Reject(code, RejectionKind.Conflict, message);

    public OperationId OperationId => OperationIds.For(State.Id, context.CommandId);

    /// <summary>Nothing of a run lives any more; what was asked of it cannot come off.</summary>
    public void EndRun(int run, RunEnd end, Failure? failure)
    {
        Add(new RunEnded(Now, run, end, failure));
        foreach (var savepoint in State.Savepoints)
            Savepoints.Abandon(this, savepoint, "The run ended before the savepoint was complete.");
    }

    public void Note(string text)
    {
        if (State.Current is { } operation)
            Add(new OperationNoted(Now, operation.Id, text));
    }

    public void EndOperation(Operation? operation, bool succeeded, string text)
    {
        if (operation is { IsOver: false })
            Add(new OperationEnded(Now, operation.Id, succeeded, text));
    }
}
