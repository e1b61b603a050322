using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Jobs.Rows;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Events;

namespace ActorPlatform.Actors.Tests.Jobs.Facade;

/// <summary>One job with the real behaviour, in memory; its rows and commits go to the storage as the shell would write them.</summary>
internal sealed class FakeEntities(FakeStorage storage, TimeProvider time) : IEntityClient
{
    private readonly JobBehavior _behavior = new(new JobSettings());
    private TaskCompletionSource _changed = new();
    private long _sequence;

    public JobState State { get; private set; } = JobState.Initial;

    /// <summary>Every answer, when the job cannot answer.</summary>
    public EntityAnswer? Instead { get; set; }

    public int Reads { get; private set; }

    public Task<EntityAnswer> AskAsync(string entityId, EntityCommand command, CancellationToken cancellationToken) =>
        Task.FromResult(Instead ?? Decide(entityId, command.CommandId, command.By, (JobCommand)command.Command));

    public void Tell(string entityId, string commandId, object command) => Decide(entityId, commandId, null, (JobCommand)command);

    public Task<EntityAnswer> ReadAsync(string entityId, CancellationToken cancellationToken)
    {
        Reads++;
        return Task.FromResult(Instead ?? new EntityAnswer.Sight(State, _sequence));
    }

    public async Task<EntityAnswer> AwaitChangeAsync(string entityId, long afterSequence, TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (_sequence <= afterSequence)
            await Task.WhenAny(_changed.Task, Task.Delay(atMost, time, cancellationToken));
        return await ReadAsync(entityId, cancellationToken);
    }

    public Task<EntityAnswer> WakeAsync(string entityId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<EntityAnswer> ReleaseAsync(string entityId, CancellationToken cancellationToken) => Task.FromResult(Instead ?? new EntityAnswer.Released(false));

    private EntityAnswer Decide(string entityId, string commandId, string? by, JobCommand command)
    {
        var decision = _behavior.Decide(State, command, new DecideContext(time.GetUtcNow(), entityId, commandId, by));
        if (decision is not Decision<JobEvent>.Accepted accepted)
            return new EntityAnswer.Rejected(((Decision<JobEvent>.Rejected)decision).Reason);
        var before = State;
        State = accepted.Events.Aggregate(before, _behavior.Evolve);
        _sequence++;
        storage.Add(new JobId(entityId), by, [.. accepted.Events]);
        Write(entityId, before);
        var changed = _changed;
        _changed = new TaskCompletionSource();
        changed.SetResult();
        return new EntityAnswer.Accepted(accepted.Reply);
    }

    private void Write(string entityId, JobState before)
    {
        if (JobRows.Project(before, State, new ProjectionContext(entityId, time.GetUtcNow())) is not { } rows)
            return;
        storage.Rows[entityId] = new(rows.List!, _sequence, null);
        foreach (var operation in rows.Operations)
            storage.Stored[operation.Id] = operation;
    }
}
