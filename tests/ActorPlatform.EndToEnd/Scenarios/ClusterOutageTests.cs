using System.Text.Json.Nodes;
using ActorPlatform.EndToEnd.Engines;
using ActorPlatform.EndToEnd.Waits;

namespace ActorPlatform.EndToEnd.Scenarios;

/// <summary>Losing sight changes visibility, never status; what is asked for meanwhile is done when it is possible again.</summary>
[Collection(Alone.Name)]
public sealed class ClusterOutageTests(SteadyJob steady) : IClassFixture<SteadyJob>
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_lost = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan s_away = TimeSpan.FromSeconds(5);

    [SkippableFact]
    [Trait("Rule", "1")]
    public async Task ResourceManagerPaused_IsUnreachableAndThenSeenAgainInTheSameRun()
    {
        var job = await steady.GetAsync();

        // Shorter than the 30 s after which the ResourceManager takes its own sleep for the node's.
        await LosesSightAsync(
            job,
            new Outage("UNREACHABLE", () => job.Rig.DoAsync("pause", "a", "rm"), () => job.Rig.DoAsync("resume", "a", "rm")));
    }

    [SkippableFact]
    [Trait("Rule", "1")]
    public async Task NameNodePaused_IsStaleAndThenSeenAgainInTheSameRun()
    {
        var job = await steady.GetAsync();

        await LosesSightAsync(
            job,
            new Outage("STALE", () => job.Rig.DoAsync("pause", "a", "nn"), () => job.Rig.DoAsync("resume", "a", "nn")));
    }

    [SkippableFact]
    [Trait("Rule", "1")]
    public async Task JobManagerPaused_IsStaleAndThenSeenAgainInTheSameRun()
    {
        var job = await steady.GetAsync();
        var (application, _, _) = await job.RunAsync();

        await LosesSightAsync(
            job,
            new Outage(
                "STALE", () => job.Rig.PauseJobManagerAsync(application), () => job.Rig.ResumeJobManagerAsync(application)));
    }

    private static async Task LosesSightAsync(Job job, Outage outage)
    {
        await job.SeenAsync("visibility SEEN", s_soon, j => j.Text("visibility") == "SEEN");
        var before = await job.CountsAsync();
        await using var watch = JobWatch.Start(job);

        string savepoint;
        await outage.Begin();
        try
        {
            savepoint = await job.CommandAsync("savepoints", new JsonObject { ["format"] = "NATIVE" });
            var lost = await job.SeenAsync($"visibility {outage.Visibility}", s_lost, j => j.Text("visibility") == outage.Visibility);
            lost.Body!["visibilitySince"].ShouldNotBeNull();
            await Task.Delay(s_away);
        }
        finally
        {
            await outage.End();
        }

        await job.SeenAsync("visibility SEEN", s_soon, j => j.Text("visibility") == "SEEN");
        await job.EndsAsync(savepoint, "SUCCEEDED", s_soon);
        (await job.CountsAsync()).Total.ShouldBeGreaterThan(before.Total);
        await job.ShouldBeAsync("RUNNING", runs: 1, live: 1);
        await Until.SeenAsync("the watch sees it again", s_soon, () => Task.FromResult<JobWatch?>(watch), w => w.Visibilities[^1] == "SEEN", job.DescribeAsync);
        await watch.ShouldHaveKeptAsync("RUNNING", run: 1);
        watch.Visibilities.ShouldContain(outage.Visibility);
        watch.Visibilities[0].ShouldBe("SEEN");
    }

    /// <param name="Visibility">What the job must show.</param>
    private sealed record Outage(string Visibility, Func<Task> Begin, Func<Task> End);
}
