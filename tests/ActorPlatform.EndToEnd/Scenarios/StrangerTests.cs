using ActorPlatform.EndToEnd.Engines;
using ActorPlatform.EndToEnd.Rigs;

namespace ActorPlatform.EndToEnd.Scenarios;

/// <summary>Somebody else ends a run. That is no failure and no end by itself: it is not retried, and the evidence says who said what.</summary>
public sealed class StrangerTests
{
    private static readonly TimeSpan s_ends = TimeSpan.FromMinutes(3);

    [SkippableFact]
    public async Task Running_KilledAndThenCancelledByAStranger_IsKilledWithTheEvidenceAndNoFailure()
    {
        var (rig, engine) = await SharedEngine.GetAsync();
        var job = await Job.RunAsync(rig, engine, JobSpecs.Counting("stranger"));
        await job.RestorePointsAsync("CHECKPOINT");
        var (first, _, _) = await job.RunAsync();

        await rig.Stranger.KillAsync(first);

        await IsKilledAsync(job, runs: 1, diagnostics: $"killed by user {Stranger.Name}");
        var silent = await job.AskAsync("start");
        (silent.Status, silent.Code).ShouldBe((409, "restore.choice-required"), silent.Raw);

        await job.StartAsync("latest");
        (await job.CountsAsync()).RestoredTotal.ShouldBeGreaterThan(0);
        var (second, flinkJob, _) = await job.RunAsync();
        await rig.Stranger.CancelAsync(second, flinkJob);

        await IsKilledAsync(job, runs: 2, diagnostics: null);
        var applications = await rig.Yarn.ApplicationsAsync(job.Id);
        applications.Select(a => (a.State, a.FinalStatus)).ShouldBe([("KILLED", "KILLED"), ("FINISHED", "KILLED")]);
    }

    private static async Task IsKilledAsync(Job job, int runs, string? diagnostics)
    {
        var killed = await job.BecomesAsync("KILLED", s_ends);
        killed.Body!["failure"].ShouldBeNull(killed.Raw);
        await job.ShouldBeAsync("KILLED", runs, live: 0);
        var run = (await job.ListAsync("runs"))[0];
        run["outcome"]!.GetValue<string>().ShouldBe("KILLED");
        run["evidence"]!["proof"]!.GetValue<string>().ShouldContain("killed or cancelled from outside");
        if (diagnostics is not null)
            run["evidence"]!["diagnostics"]!.GetValue<string>().ShouldContain(diagnostics);
        (await job.ListAsync("explain")).Select(d => d["kind"]!.GetValue<string>()).ShouldNotContain("RETRY");
    }
}
