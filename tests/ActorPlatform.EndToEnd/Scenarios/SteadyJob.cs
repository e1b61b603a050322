using System.Text.Json.Nodes;
using ActorPlatform.EndToEnd.Engines;

namespace ActorPlatform.EndToEnd.Scenarios;

/// <summary>One running job for all tests of a class that leave it as they found it.</summary>
public sealed class SteadyJob : IAsyncLifetime
{
    private static readonly TimeSpan s_kill = TimeSpan.FromMinutes(2);
    private Job? _job;

    /// <summary>The job, running; another one where a test has spoilt it.</summary>
    internal async Task<Job> GetAsync()
    {
        if (_job is { } known && await IsSteadyAsync(known))
            return known;
        var (rig, engine) = await SharedEngine.GetAsync();

        // Its checkpoints fail while the NameNode is away, and its tasks are silent while the JobManager is: the job must bear both for a test to look at the engine alone.
        var spec = JobSpecs.Counting("steady");
        spec["flinkConfig"] = new JsonObject { ["execution.checkpointing.tolerable-failed-checkpoints"] = "100", ["heartbeat.timeout"] = "90000" };
        return _job = await Job.RunAsync(rig, engine, spec);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_job is { } job)
            await job.DoAsync("kill", s_kill);
    }

    private static async Task<bool> IsSteadyAsync(Job job) =>
        (await job.ReadAsync())?.Text("status") == "RUNNING"
        && (await job.ListAsync("runs")).Count == 1
        && (await job.Engine.Api.GetAsync($"/api/v1/operations?jobId={job.Id}&state=RUNNING")).Items.Count == 0;
}
