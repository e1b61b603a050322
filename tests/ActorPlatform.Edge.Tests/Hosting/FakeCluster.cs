using System.Collections.Concurrent;
using System.Collections.Immutable;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Retry;

namespace ActorPlatform.Edge.Tests.Hosting;

/// <summary>A cluster that does at once what it is asked; it outlives the engines of a test, as a real one does.</summary>
internal sealed class FakeCluster(string name) : ICluster, IClusters
{
    private readonly ConcurrentDictionary<ApplicationId, FakeApplication> _applications = new();
    private int _ids;

    public string Name => name;

    /// <summary>What it says of a run: in diagnostics, exceptions, failures, logs; null: nothing.</summary>
    public string? Says { get; set; }

    public IReadOnlyList<string> Names => [name];

    public ClusterTraffic Traffic => new(0, new Dictionary<string, string>());

    public IReadOnlyList<FakeApplication> Applications => [.. _applications.Values.OrderBy(a => a.Plan.Run)];

    public ICluster? Find(string wanted) => wanted == name ? this : null;

    public Task<PrepareOutcome> PrepareAsync(RunPlan plan, CancellationToken cancellationToken) =>
        Task.FromResult<PrepareOutcome>(new PrepareOutcome.Prepared(new ApplicationId($"application_1_{Interlocked.Increment(ref _ids):0000}")));

    public Task<PostOutcome> PostAsync(RunPlan plan, ApplicationId application, CancellationToken cancellationToken)
    {
        _applications.TryAdd(application, new FakeApplication(application, plan, this));
        return Task.FromResult<PostOutcome>(new PostOutcome.Accepted());
    }

    public Task<ApplicationLookup> LookUpAsync(ApplicationId application, CancellationToken cancellationToken) =>
        Task.FromResult<ApplicationLookup>(_applications.TryGetValue(application, out var found) ? new ApplicationLookup.Found(found.Report()) : new ApplicationLookup.Missing(Settled: true));

    public Task<bool> RemembersSinceAsync(DateTimeOffset since, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<ApplicationSweep> FetchApplicationsAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new ApplicationSweep([.. _applications.Values.Select(a => a.Report())], Settled: true));

    public Task KillAsync(ApplicationId application, CancellationToken cancellationToken)
    {
        if (_applications.TryGetValue(application, out var found))
            found.End(ApplicationState.Killed, FinalStatus.Killed);
        return Task.CompletedTask;
    }

    public Task<RunReport> FetchRunAsync(RunAddress run, CancellationToken cancellationToken) => Task.FromResult(Alive(run).Run());

    public Task TriggerSavepointAsync(RunAddress run, SavepointRequest request, CancellationToken cancellationToken)
    {
        Alive(run).Save(request);
        return Task.CompletedTask;
    }

    public Task<SavepointProgress> FetchSavepointAsync(RunAddress run, SavepointRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<SavepointProgress>(Of(run).Savepoints.TryGetValue(request.TriggerId, out var found) ? new SavepointProgress.Completed(found) : new SavepointProgress.Unknown());

    public Task<SavepointFound?> FindSavepointAsync(JobId job, int run, string triggerId, CancellationToken cancellationToken) =>
        Task.FromResult(_applications.Values.Where(a => a.Plan.Job == job && a.Plan.Run == run).Select(a => a.Savepoints.GetValueOrDefault(triggerId)).FirstOrDefault());

    public Task<ImmutableArray<CheckpointReport>> FindCheckpointsAsync(RunAddress run, CancellationToken cancellationToken) => Task.FromResult(ImmutableArray<CheckpointReport>.Empty);

    public Task<JobManagerLife> ProbeJobManagerAsync(RunAddress run, CancellationToken cancellationToken) => Task.FromResult(Of(run).IsAlive ? JobManagerLife.Alive : JobManagerLife.Gone);

    public Task<Failure> FetchFailureAsync(RunAddress run, ApplicationReport? report, CancellationToken cancellationToken) =>
        Task.FromResult(new Failure(FailureClass.Unknown, $"It failed.{Says}", Says, Says, TimeProvider.System.GetUtcNow(), Retryable: false));

    public Task<LogPart?> FetchLogAsync(RunAddress run, LogRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(Says is { } says ? LogPart.Of(System.Text.Encoding.UTF8.GetBytes(says), request, "fake") : null);

    /// <summary>All its applications fail.</summary>
    public void FailAll()
    {
        foreach (var application in _applications.Values)
            application.End(ApplicationState.Finished, FinalStatus.Failed);
    }

    public Task<ClusterCapacity> FetchCapacityAsync(CancellationToken cancellationToken) => Task.FromResult(new ClusterCapacity("fake", 8192, 8192, 8, 8, 1, 0, 0, 8192, 8));

    private FakeApplication Of(RunAddress run) => _applications[run.Application];

    private FakeApplication Alive(RunAddress run) => Of(run) is { IsAlive: true } alive ? alive : throw new ClusterUnreachableException("jobmanager", "connection refused", notSent: true);
}
