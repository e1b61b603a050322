using System.Collections.Immutable;
using ActorPlatform.Actors.TestKit.Simulation;
using ActorPlatform.Actors.TestKit.Time;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Retry;

namespace ActorPlatform.Simulation.Outside;

/// <summary>The cluster as one node reaches it: the act deadline is checked in the innermost place, and a call that was sent goes on whatever happens to its caller.</summary>
internal sealed class GuardedCluster(SimulatedYarn yarn, VirtualTime time, SimulatedRight right, Func<string, long?> ownerOf) : ICluster
{
    public string Name => yarn.Name;

    public ClusterTraffic Traffic => yarn.Traffic;

    public Task<PrepareOutcome> PrepareAsync(RunPlan plan, CancellationToken cancellationToken) => Send(none => yarn.PrepareAsync(plan, none), cancellationToken);

    public Task<PostOutcome> PostAsync(RunPlan plan, ApplicationId application, CancellationToken cancellationToken) => Act(plan.Job, none => yarn.PostAsync(plan, application, none), cancellationToken);

    public Task<ApplicationLookup> LookUpAsync(ApplicationId application, CancellationToken cancellationToken) => Send(none => yarn.LookUpAsync(application, none), cancellationToken);

    public Task<bool> RemembersSinceAsync(DateTimeOffset since, CancellationToken cancellationToken) => Send(none => yarn.RemembersSinceAsync(since, none), cancellationToken);

    public Task<ApplicationSweep> FetchApplicationsAsync(CancellationToken cancellationToken) => Send(yarn.FetchApplicationsAsync, cancellationToken);

    public Task KillAsync(ApplicationId application, CancellationToken cancellationToken) => Act(
        yarn.JobOf(application),
        async none =>
        {
            await yarn.KillAsync(application, none);
            return true;
        },
        cancellationToken);

    public Task<RunReport> FetchRunAsync(RunAddress run, CancellationToken cancellationToken) => Send(none => yarn.FetchRunAsync(run, none), cancellationToken);

    public Task TriggerSavepointAsync(RunAddress run, SavepointRequest request, CancellationToken cancellationToken) => Act(
        run.Job,
        async none =>
        {
            await yarn.TriggerSavepointAsync(run, request, none);
            return true;
        },
        cancellationToken);

    public Task<SavepointProgress> FetchSavepointAsync(RunAddress run, SavepointRequest request, CancellationToken cancellationToken) => Send(none => yarn.FetchSavepointAsync(run, request, none), cancellationToken);

    public Task<SavepointFound?> FindSavepointAsync(JobId job, int run, string triggerId, CancellationToken cancellationToken) => Send(none => yarn.FindSavepointAsync(job, run, triggerId, none), cancellationToken);

    public Task<ImmutableArray<CheckpointReport>> FindCheckpointsAsync(RunAddress run, CancellationToken cancellationToken) => Send(none => yarn.FindCheckpointsAsync(run, none), cancellationToken);

    public Task<JobManagerLife> ProbeJobManagerAsync(RunAddress run, CancellationToken cancellationToken) => Send(none => yarn.ProbeJobManagerAsync(run, none), cancellationToken);

    public Task<Failure> FetchFailureAsync(RunAddress run, ApplicationReport? report, CancellationToken cancellationToken) => Send(none => yarn.FetchFailureAsync(run, report, none), cancellationToken);

    public Task<ClusterCapacity> FetchCapacityAsync(CancellationToken cancellationToken) => Send(yarn.FetchCapacityAsync, cancellationToken);

    /// <summary>F1: who acts owns the job by the journal, at the moment of the act.</summary>
    private Task<T> Act<T>(JobId? job, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        if (right.MayAct && job is { } of && ownerOf(of.Value) is { } owner && owner != right.Incarnation)
            yarn.Violations.Add($"{time.GetUtcNow():HH:mm:ss} F1: incarnation {right.Incarnation} acts for {of.Value}, which incarnation {owner} owns");
        return Send(call, cancellationToken);
    }

    private async Task<T> Send<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        if (!right.MayAct)
            throw new OperationCanceledException("The right to act is lost.");
        yarn.NoteCall(right.Until, time.GetUtcNow());
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, right.Lost);
        return await VirtualTime.In(time.World, () => call(CancellationToken.None)).WaitAsync(linked.Token);
    }
}

/// <summary>The clusters of one node.</summary>
internal sealed class GuardedClusters(ICluster cluster) : IClusters
{
    public IReadOnlyList<string> Names => [cluster.Name];

    public ICluster? Find(string name) => name == cluster.Name ? cluster : null;
}
