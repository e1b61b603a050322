using System.Text.Json;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Retry;

namespace ActorPlatform.Clusters.Tests.Sandbox;

/// <summary>A run on a sandbox, through the engine's own clients.</summary>
internal sealed class SandboxRun(SandboxSite site, RunPlan plan, ApplicationId application)
{
    public RunPlan Plan => plan;

    public ApplicationId Application => application;

    public RunAddress Address { get; private set; } = new(plan.Job, plan.Run, application, plan.FlinkJob, null, plan.Spec.FlinkVersion);

    /// <summary>What is left of a run when only its address is known.</summary>
    public async Task<RunReport> ReportAsync()
    {
        var report = await site.Cluster.FetchRunAsync(Address, CancellationToken.None);
        Address = Address with { RestAddress = report.RestAddress ?? Address.RestAddress };
        return report;
    }

    public async Task<ApplicationReport?> LookUpAsync() => (await site.Cluster.LookUpAsync(application, CancellationToken.None) as ApplicationLookup.Found)?.Report;

    public Task<ApplicationLookup> FindAsync() => site.Cluster.LookUpAsync(application, CancellationToken.None);

    public Task<JobManagerLife> ProbeAsync() => site.Cluster.ProbeJobManagerAsync(Address, CancellationToken.None);

    /// <summary>Asks for a savepoint, lets its time pass, and reads its result.</summary>
    public async Task<SavepointProgress> SaveAsync(SavepointRequest request)
    {
        await site.Cluster.TriggerSavepointAsync(Address, request, CancellationToken.None);
        site.Time.Advance(TimeSpan.FromSeconds(1));
        return await PollAsync(request);
    }

    public Task<SavepointProgress> PollAsync(SavepointRequest request) => site.Cluster.FetchSavepointAsync(Address, request, CancellationToken.None);

    public Task<Failure> FailureAsync(ApplicationReport? report) => site.Cluster.FetchFailureAsync(Address, report, CancellationToken.None);

    /// <summary>The newest application of its id, as it truly is.</summary>
    public async Task<JsonElement> TruthAsync() => (await site.TruthAsync()).Last(item => item.GetProperty("id").GetString() == application.Value);
}
