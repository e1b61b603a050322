using System.Collections.Concurrent;
using System.Collections.Immutable;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Retry;
using ApplicationId = ActorPlatform.Jobs.ApplicationId;

namespace ActorPlatform.Benchmarks.Engines;

/// <summary>A cluster in this process on which everything works at once and nothing ends: what is measured with it is the engine alone.</summary>
internal sealed class CalmCluster(string name) : ICluster
{
    private static readonly string s_address = "127.0.0.1:1";
    private readonly ConcurrentDictionary<ApplicationId, ApplicationReport> _applications = new();
    private readonly RunReport _calm = new(FlinkJobState.Running, 1, 1, [], 0, 0, [], s_address);
    private int _ids;
    private long _polls;

    public string Name => name;

    /// <summary>Polls of runs since the start.</summary>
    public long Polls => Interlocked.Read(ref _polls);

    public ClusterTraffic Traffic => new(0, ImmutableDictionary<string, string>.Empty);

    public Task<PrepareOutcome> PrepareAsync(RunPlan plan, CancellationToken cancellationToken) =>
        Task.FromResult<PrepareOutcome>(new PrepareOutcome.Prepared(new ApplicationId($"application_1700000000000_{Interlocked.Increment(ref _ids):0000}")));

    public Task<PostOutcome> PostAsync(RunPlan plan, ApplicationId application, CancellationToken cancellationToken)
    {
        _applications.TryAdd(application, new ApplicationReport(application, plan.Job, plan.Run, ApplicationState.Running, FinalStatus.Undefined, null, s_address, null, null));
        return Task.FromResult<PostOutcome>(new PostOutcome.Accepted());
    }

    public Task<bool> RemembersSinceAsync(DateTimeOffset since, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<ApplicationLookup> LookUpAsync(ApplicationId application, CancellationToken cancellationToken) => Task.FromResult<ApplicationLookup>(
        _applications.TryGetValue(application, out var report) ? new ApplicationLookup.Found(report) : new ApplicationLookup.Missing(Settled: true));

    public Task<ApplicationSweep> FetchApplicationsAsync(CancellationToken cancellationToken) => Task.FromResult(new ApplicationSweep([.. _applications.Values], Settled: true));

    public Task<RunReport> FetchRunAsync(RunAddress run, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _polls);
        return Task.FromResult(_calm);
    }

    public Task<ClusterCapacity> FetchCapacityAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new ClusterCapacity("3.4.3", long.MaxValue, long.MaxValue, int.MaxValue, int.MaxValue, 1, 0, _applications.Count, long.MaxValue, int.MaxValue));

    public Task<JobManagerLife> ProbeJobManagerAsync(RunAddress run, CancellationToken cancellationToken) => Task.FromResult(JobManagerLife.Alive);

    public Task KillAsync(ApplicationId application, CancellationToken cancellationToken) => throw NotAsked();

    public Task TriggerSavepointAsync(RunAddress run, SavepointRequest request, CancellationToken cancellationToken) => throw NotAsked();

    public Task<SavepointProgress> FetchSavepointAsync(RunAddress run, SavepointRequest request, CancellationToken cancellationToken) => throw NotAsked();

    public Task<SavepointFound?> FindSavepointAsync(JobId job, int run, string triggerId, CancellationToken cancellationToken) => throw NotAsked();

    public Task<ImmutableArray<CheckpointReport>> FindCheckpointsAsync(RunAddress run, CancellationToken cancellationToken) => throw NotAsked();

    public Task<Failure> FetchFailureAsync(RunAddress run, ApplicationReport? report, CancellationToken cancellationToken) => throw NotAsked();

    // Nothing ends in a measurement, so nobody asks; if somebody does, the measurement is not what it says.
    private static InvalidOperationException NotAsked() => new("A run ended, or was asked to, in a measurement in which all only run.");
}

/// <summary>One calm cluster under the name that the fleet's specs have.</summary>
internal sealed class CalmClusters : IClusters
{
    public CalmCluster Only { get; } = new("a");

    public IReadOnlyList<string> Names => [Only.Name];

    public ICluster? Find(string name) => name == Only.Name ? Only : null;
}
