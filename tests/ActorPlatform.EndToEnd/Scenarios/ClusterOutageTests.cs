using ActorPlatform.EndToEnd.Engines;
using ActorPlatform.EndToEnd.Rigs;
using ActorPlatform.EndToEnd.Waits;

namespace ActorPlatform.EndToEnd.Scenarios;

/// <summary>Losing sight changes visibility, never status.</summary>
[Collection(Alone.Name)]
public sealed class ClusterOutageTests
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_again = TimeSpan.FromMinutes(7);

    [SkippableFact]
    [Trait("Rule", "1")]
    public async Task ResourceManagerPaused_IsUnreachableAndThenSeenAgainInTheSameRun()
    {
        var (rig, engine) = await SharedEngine.GetAsync();
        var job = await Job.RunAsync(rig, engine, JobSpecs.Counting("rm-paused"));
        var before = await job.CountsAsync();

        // Shorter than the 30 s after which the ResourceManager takes its own sleep for the node's.
        await PauseAsync(rig, () => KeepsStatusAsync(job, "UNREACHABLE", TimeSpan.FromSeconds(5)));

        await IsSeenAgainAsync(job, before);
        await job.DoAsync("kill", s_soon);
    }

    /// <remarks>
    /// A ResourceManager that slept longer than its nodes' expiry finds them all lost when it wakes, and ends their applications (exit code -100). That is then
    /// the truth, and it is asked for; what must hold either way: no verdict while it slept, and one live application in the end, with its state.
    /// </remarks>
    [SkippableFact]
    [Trait("Rule", "1")]
    public async Task ResourceManagerPausedForSixtySeconds_NothingIsConcludedBeforeItSpeaks()
    {
        var (rig, engine) = await SharedEngine.GetAsync();
        var job = await Job.RunAsync(rig, engine, JobSpecs.Counting("rm-slept"));
        await job.CountsAsync();
        await job.RestorePointsAsync("CHECKPOINT", atLeast: 2);
        var (first, _, _) = await job.RunAsync();

        await PauseAsync(rig, () => KeepsStatusAsync(job, "UNREACHABLE", TimeSpan.FromSeconds(55)));

        await job.SeenAsync("visibility SEEN", s_soon, j => j.Text("visibility") == "SEEN");
        await Task.Delay(TimeSpan.FromSeconds(10));
        var survived = (await rig.Yarn.ApplicationsAsync(job.Id)).Single(a => a.Id == first).State == "RUNNING";
        var runs = survived ? 1 : 2;
        await job.SeenAsync($"run {runs} runs", s_again, j => j.Text("status") == "RUNNING" && j.Body!["run"]!["number"]!.GetValue<int>() == runs);
        await job.ShouldBeAsync("RUNNING", runs, live: 1);
        if (!survived)
            (await job.CountsAsync()).RestoredTotal.ShouldBeGreaterThan(0);
        await job.DoAsync("kill", s_soon);
    }

    [SkippableFact]
    [Trait("Rule", "1")]
    public async Task ResourceManagerKilledAndRestarted_NotFoundOfALiveApplicationIsNoDeath()
    {
        var (rig, engine) = await SharedEngine.GetAsync();
        var job = await Job.RunAsync(rig, engine, JobSpecs.Counting("rm-killed"));
        var before = await job.CountsAsync();

        await rig.DoAsync("kill", "a", "rm");
        await KeepsStatusAsync(job, "UNREACHABLE", TimeSpan.FromSeconds(10));
        await rig.DoAsync("start", "a", "rm");

        await Until.HoldsAsync("the status is RUNNING, with one run", TimeSpan.FromSeconds(30), () => IsRunningAsync(job), job.DescribeAsync);
        await rig.DoAsync("wait", "a");
        await IsSeenAgainAsync(job, before);
        await job.DoAsync("kill", s_soon);
    }

    [SkippableFact]
    public async Task NameNodePaused_JobGoesOnAndNothingIsConcluded()
    {
        var (rig, engine) = await SharedEngine.GetAsync();
        // Its checkpoints fail meanwhile: the job must bear that for this test to look at the engine alone.
        var spec = JobSpecs.Counting("nn-paused");
        spec["flinkConfig"] = new System.Text.Json.Nodes.JsonObject { ["execution.checkpointing.tolerable-failed-checkpoints"] = "100" };
        var job = await Job.RunAsync(rig, engine, spec);

        await rig.DoAsync("pause", "a", "nn");
        try
        {
            await Until.HoldsAsync("the status is RUNNING, with one run", TimeSpan.FromSeconds(15), () => IsRunningAsync(job), job.DescribeAsync);
        }
        finally
        {
            await rig.DoAsync("resume", "a", "nn");
        }

        await job.ShouldBeAsync("RUNNING", runs: 1, live: 1);
        await job.RestorePointsAsync("CHECKPOINT");
        await job.DoAsync("kill", s_soon);
    }

    [SkippableFact]
    public async Task JobManagerFrozen_IsStaleAndThenSeenAgain()
    {
        var (rig, engine) = await SharedEngine.GetAsync();
        var job = await Job.RunAsync(rig, engine, JobSpecs.Counting("jm-frozen"));
        var (application, _, _) = await job.RunAsync();

        await ApplicationProcesses.SignalJobManagerAsync(application, "STOP");
        try
        {
            // Shorter than the TaskManager's patience of 20 s, after which Flink itself restarts the tasks.
            await job.SeenAsync("visibility STALE", TimeSpan.FromSeconds(18), j => j.Text("visibility") == "STALE");
            await job.ShouldBeAsync("RUNNING", runs: 1, live: 1);
        }
        finally
        {
            await ApplicationProcesses.SignalJobManagerAsync(application, "CONT");
        }

        await job.SeenAsync("visibility SEEN", s_soon, j => j.Text("visibility") == "SEEN");
        await job.ShouldBeAsync("RUNNING", runs: 1, live: 1);
        await job.DoAsync("kill", s_soon);
    }

    private static async Task PauseAsync(Rig rig, Func<Task> meanwhile)
    {
        await rig.DoAsync("pause", "a", "rm");
        try
        {
            await meanwhile();
        }
        finally
        {
            await rig.DoAsync("resume", "a", "rm");
        }
    }

    private static async Task KeepsStatusAsync(Job job, string visibility, TimeSpan @for)
    {
        var lost = await job.SeenAsync($"visibility {visibility}", TimeSpan.FromSeconds(40), j => j.Text("visibility") == visibility);
        lost.Body!["visibilitySince"].ShouldNotBeNull();
        await Until.HoldsAsync("the status is RUNNING, with one run", @for, () => IsRunningAsync(job), job.DescribeAsync);
    }

    private static async Task IsSeenAgainAsync(Job job, RigCounts before)
    {
        await job.SeenAsync("visibility SEEN", s_soon, j => j.Text("visibility") == "SEEN");
        await job.ShouldBeAsync("RUNNING", runs: 1, live: 1);
        (await job.CountsAsync()).Total.ShouldBeGreaterThan(before.Total);
    }

    private static async Task<bool> IsRunningAsync(Job job) =>
        await job.ReadAsync() is { Status: 200 } answer && answer.Text("status") == "RUNNING" && answer.Body!["run"]!["number"]!.GetValue<int>() == 1;
}
