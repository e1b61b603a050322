using System.Collections.Immutable;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Events;
using ActorPlatform.Jobs.Operations;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Jobs.Runs;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Domain.Tests.Jobs;

/// <summary>A job driven by hand: commands in, state and obligations out; the clock stands until it is moved.</summary>
internal sealed class JobScenario
{
    public static readonly JobId Id = new("job-orders");
    private int _commands;

    public JobScenario(JobSettings? settings = null, JobSpec? spec = null)
    {
        Settings = settings ?? new JobSettings();
        Behavior = new JobBehavior(Settings);
        Ask(new DefineJob(spec ?? Spec()));
    }

    public JobSettings Settings { get; }

    public JobBehavior Behavior { get; }

    public JobState State { get; private set; } = JobState.Initial;

    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public List<JobEvent> Journal { get; } = [];

    public Rejection? Rejected { get; private set; }

    public Operation? LastOperation { get; private set; }

    public Obligations Owed => Behavior.Obligations(State);

    public static JobSpec Spec(string name = "orders") => new()
    {
        Name = name,
        Artifact = "hdfs:///jars/orders.jar",
        EntryClass = "x.Orders",
        Target = new TargetSpec { Cluster = "a" },
        Retry = new RetrySpec { MaxAttempts = 2 },
    };

    public JobScenario Ask(JobCommand command)
    {
        _commands++;
        var decision = Behavior.Decide(State, command, new DecideContext(Now, Id.Value, $"c{_commands}", "ann"));
        Rejected = (decision as Decision<JobEvent>.Rejected)?.Reason;
        if (decision is Decision<JobEvent>.Accepted accepted)
        {
            foreach (var @event in accepted.Events)
            {
                Journal.Add(@event);
                State = Behavior.Evolve(State, @event);
            }

            if (accepted.Reply is OperationReply reply)
                LastOperation = State.Operations.First(o => o.Id == reply.Id);
        }

        return this;
    }

    public void Forget() => State = JobState.Initial;

    public JobScenario After(TimeSpan time)
    {
        Now += time;
        return this;
    }

    public JobScenario Due()
    {
        Now = State.Due!.Value;
        return Ask(new DeadlineCame(Owed.Deadlines.First(d => d.Due == Now).Name));
    }

    public Operation Operation(OperationKind kind) => State.Operations.Last(o => o.Kind == kind);

    public ApplicationId Application(int run) => new($"application_1_{run:0000}");

    public JobScenario Submitted()
    {
        if (State.Status is JobStatus.Defined)
            Ask(new StartJob(null));
        return Ask(new RunPrepared(State.LastRun, Application(State.LastRun)));
    }

    public JobScenario Running()
    {
        Submitted().Ask(new RunAccepted(State.LastRun));
        return Ask(new RunObserved(State.LastRun, Report()));
    }

    public JobScenario Checkpoint(int id) =>
        After(TimeSpan.FromSeconds(10)).Ask(new RunObserved(State.LastRun, Report() with { Completed = [CheckpointReport(State.LastRun, id)], LastCompletedId = id }));

    public CheckpointReport CheckpointReport(int run, int id) => new(id, RestorePointKind.Checkpoint, $"hdfs:///flink/checkpoints/{run}/chk-{id}", Now, 1000, null);

    public JobScenario Final(ApplicationState state, FinalStatus status, string? diagnostics = null) => Ask(new ApplicationSeen(Sighting(State.LastRun, state, status, diagnostics)));

    public JobScenario Failed(FailureClass @class = FailureClass.UserCode, bool retryable = true)
    {
        Final(ApplicationState.Finished, FinalStatus.Failed);
        return Ask(new RunConcluded(State.LastRun, "its master said goodbye", null, new Failure(@class, "It failed.", "java.lang.IllegalStateException: boom", "log", Now, retryable)));
    }

    public JobScenario Suspended()
    {
        Ask(new SuspendJob(false)).Ask(new RunStopped(State.LastRun, Savepoint()));
        return Final(ApplicationState.Finished, FinalStatus.Succeeded).Ask(new RunConcluded(State.LastRun, "its master said goodbye", null, null));
    }

    public SavepointFound Savepoint() => new($"hdfs:///flink/savepoints/{State.LastRun}/savepoint-1", Now, 2000);

    public StopSavepoint StopSavepoint() => new(State.Run!.StopTrigger!, Savepoint());

    public ApplicationReport Sighting(int run, ApplicationState state, FinalStatus status = FinalStatus.Undefined, string? diagnostics = null) =>
        new(Application(run), Id, run, state, status, diagnostics, null, null, null);

    public static RunReport Report(FlinkJobState state = FlinkJobState.Running, int running = 2) => new(state, running, 2, [], 0, 0, ImmutableArray<RunException>.Empty, null);
}
