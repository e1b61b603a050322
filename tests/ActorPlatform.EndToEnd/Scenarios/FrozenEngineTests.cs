using System.Diagnostics;
using ActorPlatform.EndToEnd.Engines;
using ActorPlatform.EndToEnd.Rigs;

namespace ActorPlatform.EndToEnd.Scenarios;

public sealed class FrozenEngineTests
{
    private static readonly TimeSpan s_frozen = TimeSpan.FromSeconds(60);

    [SkippableFact]
    public async Task Wake_AfterSixtySecondsFrozen_AsksTheClusterNothingBeforeItHasRenewed()
    {
        var rig = await Rig.SharedAsync();
        await using var proxy = new CountingProxy(rig.ResourceManager);
        await using var engine = Engine.Create(rig, "frozen", c => c with { ResourceManager = proxy.Address });
        await engine.StartAsync();
        var job = await Job.RunAsync(rig, engine, JobSpecs.Counting("frozen"));

        await engine.PauseAsync();
        await Task.Delay(s_frozen);
        var woken = Stopwatch.GetTimestamp();
        await engine.ResumeAsync();

        await job.SeenAsync("it is seen again", TimeSpan.FromSeconds(60), j => j.Text("visibility") == "SEEN" && proxy.Requests.Any(at => at > woken));
        var renewed = engine.Log.Lines.FirstOrDefault(l => l.At > woken && l.Text.Contains("renewed again", StringComparison.Ordinal));
        renewed.ShouldNotBeNull("the engine must say that it renewed its right to act\n" + engine.Log.Tail(60));
        var first = proxy.Requests.First(at => at > woken);
        first.ShouldBeGreaterThan(renewed.At - Slack, "a poll came before the renewal");
        await job.ShouldBeAsync("RUNNING", runs: 1, live: 1);
        await job.DoAsync("kill", TimeSpan.FromMinutes(2));
    }

    /// <summary>A line of the log arrives here somewhat later than it was written.</summary>
    private static long Slack => Stopwatch.Frequency / 4;
}
