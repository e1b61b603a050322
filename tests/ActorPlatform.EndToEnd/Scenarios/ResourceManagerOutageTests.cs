using System.Diagnostics;
using System.Text.Json.Nodes;
using ActorPlatform.EndToEnd.Engines;
using ActorPlatform.EndToEnd.Rigs;
using ActorPlatform.EndToEnd.Waits;

namespace ActorPlatform.EndToEnd.Scenarios;

/// <summary>A ResourceManager that forgets, for some time or for good, what is alive.</summary>
[Collection(Alone.Name)]
public sealed class ResourceManagerOutageTests
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan s_again = TimeSpan.FromMinutes(7);

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

        await using (var watch = JobWatch.Start(job))
        {
            await rig.DoAsync("pause", "a", "rm");
            try
            {
                await Task.Delay(TimeSpan.FromSeconds(60));
                await watch.ShouldHaveKeptAsync("RUNNING", run: 1);
                watch.Visibilities.ShouldBe(["SEEN", "UNREACHABLE"]);
            }
            finally
            {
                await rig.DoAsync("resume", "a", "rm");
            }

            await job.SeenAsync("visibility SEEN", s_soon, j => j.Text("visibility") == "SEEN");
        }

        await Task.Delay(TimeSpan.FromSeconds(10));
        var survived = (await rig.Yarn.ApplicationsAsync(job.Id)).Single(a => a.Id == first).State == "RUNNING";
        var runs = survived ? 1 : 2;
        await job.SeenAsync($"run {runs} runs", s_again, j => j.Text("status") == "RUNNING" && j.Body!["run"]!["number"]!.GetValue<int>() == runs);
        await job.ShouldBeAsync("RUNNING", runs, live: 1);
        if (!survived)
            (await job.CountsAsync()).RestoredTotal.ShouldBeGreaterThan(0);
        await job.DoAsync("kill", s_soon);
    }

    /// <remarks>
    /// The JobManager cannot be reached meanwhile and a savepoint is wanted of it: so the engine asks the ResourceManager for the application by its id, often, and is told that there
    /// is none for the second or two in which it listens already and has not recovered yet.
    /// </remarks>
    [SkippableFact]
    [Trait("Rule", "1")]
    public async Task ResourceManagerKilledAndRestarted_NotFoundOfALiveApplicationIsNoDeath()
    {
        var rig = await Rig.SharedAsync();
        await using var proxy = new ResourceManagerProxy(rig.ResourceManager);
        await using var engine = Engine.Create(
            rig, "rm-killed", c => c with { ResourceManager = proxy.Address, More = "jobs.attempts { backoff = 100ms, backoff-max = 200ms }, clusters.a.bounds.breaker-pause = 500ms" });
        await engine.StartAsync();
        var job = await Job.RunAsync(rig, engine, JobSpecs.Counting("rm-killed"));
        var before = await job.CountsAsync();
        var (application, _, _) = await job.RunAsync();
        await using var watch = JobWatch.Start(job);

        await rig.DoAsync("kill", "a", "rm");
        await job.SeenAsync("visibility UNREACHABLE", s_soon, j => j.Text("visibility") == "UNREACHABLE");
        foreach (var master in proxy.JobManagers)
            master.IsCut = true;
        var savepoint = await job.CommandAsync("savepoints", new JsonObject { ["format"] = "NATIVE" });
        proxy.Patience = TimeSpan.FromSeconds(3);
        var started = Stopwatch.GetTimestamp();
        await rig.DoAsync("start", "a", "rm");
        await Until.SeenAsync(
            "the engine is told 404 for the live application",
            s_soon,
            () => Task.FromResult<IReadOnlyList<ProxiedRequest>?>(proxy.Requests),
            requests => requests.Any(r => r.At > started && r.Status == 404 && r.Path.EndsWith($"/apps/{application}", StringComparison.Ordinal)),
            job.DescribeAsync);
        (await rig.ProcessesAsync(application)).ShouldBePositive();
        foreach (var master in proxy.JobManagers)
            master.IsCut = false;

        await rig.DoAsync("wait", "a");
        await job.SeenAsync("visibility SEEN", s_soon, j => j.Text("visibility") == "SEEN");
        await job.EndsAsync(savepoint, "SUCCEEDED", s_soon);
        await job.ShouldBeAsync("RUNNING", runs: 1, live: 1);
        (await job.RunAsync()).Application.ShouldBe(application);
        (await job.CountsAsync()).Total.ShouldBeGreaterThan(before.Total);
        await watch.ShouldHaveKeptAsync("RUNNING", run: 1);
        await job.DoAsync("kill", s_soon);
    }
}
