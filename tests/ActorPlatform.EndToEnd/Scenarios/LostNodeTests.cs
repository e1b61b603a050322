using ActorPlatform.EndToEnd.Engines;
using ActorPlatform.EndToEnd.Rigs;
using ActorPlatform.EndToEnd.Waits;

namespace ActorPlatform.EndToEnd.Scenarios;

[Collection(Alone.Name)]
public sealed class LostNodeTests
{
    private static readonly TimeSpan s_lost = TimeSpan.FromMinutes(3);

    [SkippableFact]
    public async Task NodeManagerKilled_NextRunStartsOnlyWhenNothingOfTheLastOneLives()
    {
        var (rig, engine) = await SharedEngine.GetAsync();
        var job = await Job.RunAsync(rig, engine, JobSpecs.Counting("nm-killed"));
        await job.CountsAsync();
        await job.RestorePointsAsync("CHECKPOINT", atLeast: 2);
        var (first, _, _) = await job.RunAsync();

        await rig.DoAsync("kill", "a", "nm");
        await Until.SeenAsync(
            "YARN calls the application FAILED", s_lost, async () => (await rig.Yarn.ApplicationsAsync(job.Id))[0], a => a.State == "FAILED", job.DescribeAsync);
        await rig.DoAsync("start", "a", "nm");

        await Until.SeenAsync("a second application", s_lost + s_lost, () => SecondAsync(rig, job, first), a => a.Length > 0, job.DescribeAsync);
        await job.SeenAsync("run 2 runs", Job.StartsWithin, j => j.Text("status") == "RUNNING" && j.Body!["run"]!["number"]!.GetValue<int>() == 2);
        await job.ShouldBeAsync("RUNNING", runs: 2, live: 1);
        (await job.CountsAsync()).RestoredTotal.ShouldBeGreaterThan(0);
        (await rig.ProcessesAsync(first)).ShouldBe(0);
        await job.DoAsync("kill", TimeSpan.FromMinutes(2));
    }

    /// <summary>The id of the second application; at no moment may it be there while a process of the first one lives.</summary>
    private static async Task<string?> SecondAsync(Rig rig, Job job, string first)
    {
        var alive = await rig.ProcessesAsync(first);
        var second = (await rig.Yarn.ApplicationsAsync(job.Id)).FirstOrDefault(a => a.Id != first)?.Id ?? "";
        if (second.Length > 0 && alive > 0 && await rig.ProcessesAsync(first) > 0)
            throw new InvalidOperationException($"{second} was submitted while {alive} processes of {first} lived.\n{await job.DescribeAsync()}");
        return second;
    }
}
