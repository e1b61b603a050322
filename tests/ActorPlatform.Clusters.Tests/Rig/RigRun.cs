using System.Collections.Immutable;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Jobs.Specs;

namespace ActorPlatform.Clusters.Tests.Rig;

/// <summary>One run on the rig: prepares, posts, waits, and kills what is left.</summary>
internal sealed class RigRun : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(240);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.5);
    private readonly ICluster _cluster;

    private RigRun(ICluster cluster, RunPlan plan, ApplicationId application)
    {
        _cluster = cluster;
        Plan = plan;
        Application = application;
        Address = new RunAddress(plan.Job, plan.Run, application, plan.FlinkJob, null, plan.Spec.FlinkVersion);
    }

    public RunPlan Plan { get; }

    public ApplicationId Application { get; }

    public RunAddress Address { get; private set; }

    public static JobSpec Spec(params string[] args) =>
        new()
        {
            Name = "rig-run",
            Artifact = RigFixture.JobJar,
            EntryClass = "rig.StatefulJob",
            Args = [.. args],
            Target = new TargetSpec { Cluster = "a" },
            Resources = new ResourcesSpec
            {
                JobManager = new ProcessSpec { Memory = "512m" },
                TaskManager = new TaskManagerSpec { Memory = "768m" },
            },
        };

    public static RunPlan PlanOf(JobSpec spec, RestoreChoice? restore = null)
    {
        var job = new JobId("job-" + Guid.NewGuid().ToString("n"));
        return new RunPlan(job, 1, spec, RunIdentity.FlinkJob("rigtest", job, 1), restore);
    }

    /// <param name="posted">What is posted, when it is not what was prepared.</param>
    public static async Task<RigRun> StartAsync(ICluster cluster, RunPlan plan, RunPlan? posted = null)
    {
        var prepared = (await cluster.PrepareAsync(plan, CancellationToken.None)).ShouldBeOfType<PrepareOutcome.Prepared>();
        (await cluster.PostAsync(posted ?? plan, prepared.Application, CancellationToken.None)).ShouldBeOfType<PostOutcome.Accepted>();
        return new RigRun(cluster, plan, prepared.Application);
    }

    public async Task<RunReport> UntilAsync(Func<RunReport, bool> reached)
    {
        using var patience = new CancellationTokenSource(Patience);
        var last = "nothing";
        while (!patience.IsCancellationRequested)
        {
            try
            {
                var report = await _cluster.FetchRunAsync(Address, patience.Token);
                last = report.ToString();
                Address = Address with { RestAddress = report.RestAddress ?? Address.RestAddress };
                if (reached(report))
                    return report;
            }
            catch (ClusterUnreachableException e)
            {
                last = e.Message;
            }

            if (await LookUpAsync() is { IsFinal: true } ended)
                throw new InvalidOperationException(
                    $"{Application} ended: {ended}; {await _cluster.FetchFailureAsync(Address, ended, patience.Token)}");
            await Task.Delay(Step, TimeProvider.System);
        }

        throw new TimeoutException($"{Application} did not get there; last seen: {last}");
    }

    public Task<RunReport> UntilRunningAsync() =>
        UntilAsync(report => report.State == FlinkJobState.Running && report.TasksTotal > 0 && report.TasksRunning == report.TasksTotal);

    public async Task<ApplicationReport> UntilFinalAsync()
    {
        for (var waited = TimeSpan.Zero; waited < Patience; waited += Step)
        {
            if (await LookUpAsync() is { IsFinal: true } report)
                return report;
            await Task.Delay(Step, TimeProvider.System);
        }

        throw new TimeoutException($"{Application} did not end");
    }

    public async Task<Failure> UntilFailureAsync(ApplicationReport ended, Func<Failure, bool> reached)
    {
        Failure? last = null;
        for (var waited = TimeSpan.Zero; waited < Patience; waited += Step)
        {
            last = await _cluster.FetchFailureAsync(Address, ended, CancellationToken.None);
            if (reached(last))
                return last;
            await Task.Delay(Step, TimeProvider.System);
        }

        throw new TimeoutException($"the failure of {Application} stayed {last}");
    }

    public async Task<SavepointFound> UntilSavepointAsync(SavepointRequest request)
    {
        for (var waited = TimeSpan.Zero; waited < Patience; waited += Step)
        {
            var progress = await _cluster.FetchSavepointAsync(Address, request, CancellationToken.None);
            if (progress is SavepointProgress.Completed completed)
                return completed.Savepoint;
            progress.ShouldBeOfType<SavepointProgress.InProgress>();
            await Task.Delay(Step, TimeProvider.System);
        }

        throw new TimeoutException($"{Application} took no savepoint");
    }

    public async Task<JobManagerLife> UntilGoneAsync()
    {
        var life = JobManagerLife.Alive;
        for (var waited = TimeSpan.Zero; waited < Patience && life != JobManagerLife.Gone; waited += Step)
        {
            life = await _cluster.ProbeJobManagerAsync(Address, CancellationToken.None);
            await Task.Delay(Step, TimeProvider.System);
        }

        return life;
    }

    /// <summary>A killed process does not refuse at once: a connection may still be taken and broken.</summary>
    public async Task<ClusterUnreachableException> LookUpsUntilRefusedAsync()
    {
        for (var waited = TimeSpan.Zero; waited < Patience; waited += Step)
        {
            var seen = await Should.ThrowAsync<ClusterUnreachableException>(() => _cluster.LookUpAsync(Application, CancellationToken.None));
            if (seen.NotSent)
                return seen;
            await Task.Delay(Step, TimeProvider.System);
        }

        throw new TimeoutException("the ResourceManager never refused");
    }

    public async Task<IReadOnlyList<ApplicationLookup>> LookUpsUntilFoundAsync()
    {
        var seen = new List<ApplicationLookup>();
        for (var waited = TimeSpan.Zero; waited < Patience; waited += Step)
        {
            try
            {
                seen.Add(await _cluster.LookUpAsync(Application, CancellationToken.None));
                if (seen[^1] is ApplicationLookup.Found { Report.State: ApplicationState.Running })
                    return seen;
            }
            catch (ClusterUnreachableException)
            {
                // It is still starting.
            }

            await Task.Delay(Step, TimeProvider.System);
        }

        throw new TimeoutException($"{Application} was not found again");
    }

    public async Task<ApplicationReport?> LookUpAsync() =>
        (await _cluster.LookUpAsync(Application, CancellationToken.None) as ApplicationLookup.Found)?.Report;

    public async ValueTask DisposeAsync()
    {
        await _cluster.KillAsync(Application, CancellationToken.None);
        await UntilFinalAsync();
    }
}
