using System.Collections.Immutable;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Retry;
using ApplicationId = ActorPlatform.Jobs.ApplicationId;

namespace ActorPlatform.Actors.Tests.Jobs.Fakes;

/// <summary>A small YARN with HDFS and Flink in virtual time, that keeps the truth beside what it says, and lies, hangs and forgets on demand.</summary>
internal sealed partial class FakeCluster(string name, TimeProvider time) : ICluster
{
    private readonly Lock _gate = new();
    private readonly List<ITimer> _timers = [];
    private int _ids;

    public string Name { get; } = name;

    /// <summary>Every execution that ever was, in the order of its start.</summary>
    public List<FakeApplication> Truth { get; } = [];

    public List<FakeCall> Calls { get; } = [];

    /// <summary>From the post until the resource manager has stored the application.</summary>
    public TimeSpan StoreAfter { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>From the post until the master is registered.</summary>
    public TimeSpan RegisterAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>From the trigger until a savepoint is complete.</summary>
    public TimeSpan SavepointTakes { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The limit of each call.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Applications that the bulk query leaves out, although they can be looked up.</summary>
    public HashSet<ApplicationId> HiddenFromSweeps { get; } = [];

    public string? FileSystemTrouble { get; set; }

    /// <summary>A lie: nothing was forgotten.</summary>
    public bool SaysItRemembers { get; set; }

    /// <summary>The answer to every further post, when it is refused.</summary>
    public Failure? Refuses { get; set; }

    /// <summary>The answer to every further preparation, when it is refused.</summary>
    public Failure? RefusesPlans { get; set; }

    public ClusterTraffic Traffic => new(0, ImmutableDictionary<string, string>.Empty);

    /// <summary>The most executions of one job that ever lived at once.</summary>
    public int MostAlive { get; private set; }

    public int Alive(JobId job) => Truth.Count(a => a.Alive && a.Plan.Job == job);

    public Task<PrepareOutcome> PrepareAsync(RunPlan plan, CancellationToken cancellationToken) => CallAsync<PrepareOutcome>(
        FakeCalls.Prepare,
        () => RefusesPlans is { } failure
            ? new PrepareOutcome.Refused(failure)
            : new PrepareOutcome.Prepared(new ApplicationId($"application_1700000000000_{++_ids:0000}")),
        cancellationToken);

    public Task<PostOutcome> PostAsync(RunPlan plan, ApplicationId application, CancellationToken cancellationToken) =>
        CallAsync(FakeCalls.Post, () => Post(plan, application), cancellationToken);

    public Task<ApplicationLookup> LookUpAsync(ApplicationId application, CancellationToken cancellationToken) => CallAsync<ApplicationLookup>(
        FakeCalls.LookUp,
        () => Known().LastOrDefault(a => a.Id == application) is { } known ? new ApplicationLookup.Found(Report(known)) : new ApplicationLookup.Missing(Settled),
        cancellationToken);

    public Task<bool> RemembersSinceAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        CallAsync(FakeCalls.Recall, () => SaysItRemembers || !Truth.Any(a => a.Forgotten && a.FinishedAt >= since), cancellationToken);

    public Task<ApplicationSweep> FetchApplicationsAsync(CancellationToken cancellationToken) =>
        CallAsync(FakeCalls.Sweep, () => new ApplicationSweep([.. Known().Where(a => !HiddenFromSweeps.Contains(a.Id)).Select(Report)], Settled, FileSystemTrouble), cancellationToken);

    public Task KillAsync(ApplicationId application, CancellationToken cancellationToken) => CallAsync(
        FakeCalls.Kill,
        () =>
        {
            if (Known().LastOrDefault(a => a.Id == application) is { } known && !Report(known).IsFinal)
                End(known, ApplicationState.Killed, FinalStatus.Killed, $"Application {application} was killed by user flink");
            return true;
        },
        cancellationToken);

    public Task<ClusterCapacity> FetchCapacityAsync(CancellationToken cancellationToken) =>
        CallAsync(FakeCalls.Capacity, () => new ClusterCapacity("3.4.3", 8192, 4096, 8, 4, 1, 0, Truth.Count(a => a.Alive), 8192, 8), cancellationToken);

    public Task<Failure> FetchFailureAsync(RunAddress run, ApplicationReport? report, CancellationToken cancellationToken) => CallAsync(
        FakeCalls.Failure,
        () => new Failure(FailureClass.UserCode, "The program threw.", "java.lang.IllegalStateException: told to", report?.Diagnostics, time.GetUtcNow()),
        cancellationToken);

    public Task<SavepointFound?> FindSavepointAsync(JobId job, int run, string triggerId, CancellationToken cancellationToken) => CallAsync(
        FakeCalls.Find,
        () => Truth.SelectMany(a => a.Triggers.Values).Where(s => s.Request.TriggerId == triggerId && Written(s)).Select(Found).FirstOrDefault(),
        cancellationToken);

    public Task<ImmutableArray<CheckpointReport>> FindCheckpointsAsync(RunAddress run, CancellationToken cancellationToken) => CallAsync<ImmutableArray<CheckpointReport>>(
        FakeCalls.Checkpoints, () => [.. Truth.Where(a => a.Plan.FlinkJob == run.FlinkJob).SelectMany(a => a.Checkpoints)], cancellationToken);

    /// <summary>An execution that no post of ours made.</summary>
    public void Add(FakeApplication application)
    {
        lock (_gate)
            Truth.Add(application);
    }

    /// <summary>What the application's end looks like from outside.</summary>
    public void End(FakeApplication application, ApplicationState state, FinalStatus final, string? diagnostics)
    {
        lock (_gate)
            Ended(application, state, final, diagnostics);
    }

    private void Ended(FakeApplication application, ApplicationState state, FinalStatus final, string? diagnostics)
    {
        (application.Said, application.Final, application.Diagnostics) = (state, final, diagnostics);
        (application.Alive, application.FinishedAt) = (false, time.GetUtcNow());
    }

    private PostOutcome Post(RunPlan plan, ApplicationId application)
    {
        if (Refuses is { } failure)
            return new PostOutcome.Refused(failure);

        // The same id twice is one application, as long as it is remembered; a forgotten one runs again.
        if (!Truth.Any(a => a.Id == application && !a.Forgotten))
            Truth.Add(new FakeApplication(application, plan, time.GetUtcNow()));
        MostAlive = Math.Max(MostAlive, Alive(plan.Job));
        return new PostOutcome.Accepted();
    }

    private IEnumerable<FakeApplication> Known() => Recovering ? [] : Truth.Where(a => !a.Forgotten);

    private ApplicationReport Report(FakeApplication application)
    {
        var age = time.GetUtcNow() - application.PostedAt;
        var state = application.Said
            ?? (age < StoreAfter ? ApplicationState.New : age < RegisterAfter ? ApplicationState.Accepted : ApplicationState.Running);
        var address = state is ApplicationState.Running or ApplicationState.Finished ? AddressOf(application) : null;
        return new ApplicationReport(
            application.Id, application.Plan.Job, application.Plan.Run, state, application.Final, application.Diagnostics, address, null, application.FinishedAt);
    }

    private static string AddressOf(FakeApplication application) => $"node1:{40000 + (uint)application.Id.Value.GetHashCode(StringComparison.Ordinal) % 10000}";
}
