using ActorPlatform.Chaos.Checking;
using ActorPlatform.Chaos.Clients;
using ActorPlatform.Chaos.Processes;
using Xunit.Abstractions;

namespace ActorPlatform.Chaos.Runs;

/// <summary>
/// One node after the other sleeps far beyond its act deadline while clients go on. The control is <see cref="ControlTests.ActDeadlineLeftOut_Control_TheWokenNodePollsForJobsOfOthers"/>.
/// <c>CHAOS_FREEZES</c> times <c>CHAOS_FREEZE_SECONDS</c>; by default short, because the deadline is.
/// </summary>
public sealed class FrozenOwnerTests(ITestOutputHelper output)
{
    /// <summary>Less than the time after which a silent node is fenced (4.25 s): who waited for the sleeping one would wait for that.</summary>
    private static readonly TimeSpan s_stall = TimeSpan.FromSeconds(4);

    /// <summary>What a sleeping owner would be waited for, a healthy one answers within.</summary>
    private static readonly TimeSpan s_awake = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan s_settled = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan s_afterwards = TimeSpan.FromSeconds(5);

    [SkippableFact]
    public Task OwnerThatSlept_DoesNothingAfterTheNextOwnersFirst() => KeptRun.ExecuteAsync(output, "frozen", Seeds.One, async (folder, recorder, seed) =>
    {
        var (freezes, time) = (KeptRun.Setting("CHAOS_FREEZES", 2), TimeSpan.FromSeconds(KeptRun.Setting("CHAOS_FREEZE_SECONDS", 15)));
        await using var site = await Site.StartAsync(folder);
        var (workload, observer) = (new Workload(site, recorder, seed), new Observer(site));
        await workload.DefineAsync();
        await workload.DuringAsync(async () =>
        {
            for (var i = 0; i < freezes; i++)
            {
                await SettleAsync(site, observer, workload.JobIds);
                var (node, before) = (site.Nodes[i % site.Nodes.Count], await observer.HistoryAsync());
                await node.FreezeAsync();
                var (asked, longest) = await AskHealthyAsync(site, node, workload.JobIds, time);
                await node.WakeAsync();
                await Task.Delay(s_afterwards);

                var history = await observer.HistoryAsync();
                var violations = OwnerRules.Check(history).ToList();
                var taken = history.Journal.Count(row => row.Claim is not null) - before.Journal.Count(row => row.Claim is not null);
                recorder.Tell($"{node.Name} slept {time.TotalSeconds} s: {taken} claims since, {asked} reads of the others' jobs, the longest {longest.TotalSeconds:0.00} s, {violations.Count} violations");
                violations.ShouldBeEmpty(string.Join('\n', violations.Select(violation => violation.What)));
                taken.ShouldBeGreaterThan(0, "Nothing was taken over: the sleep has shown nothing.");
                longest.ShouldBeLessThan(s_stall, "A healthy node waited for the sleeping one.");
            }
        });
    });

    // A node that has just joined asks the coordinator where a job lives: if that is the one that falls asleep now, it has to wait for the next coordinator.
    private static async Task SettleAsync(Site site, Observer observer, IReadOnlyList<string> jobs)
    {
        await site.ReadyAsync(s_settled);
        await Until.TrueAsync("each node knows where each job lives", s_settled, async () =>
            (await Task.WhenAll(site.Nodes.SelectMany(node => jobs.Select(job => observer.ReadAsync(job, node))))).All(read => read.Reach.Status == 200));
    }

    /// <summary>Asks for the jobs that live on healthy nodes, through these, as long as the other one sleeps.</summary>
    private static async Task<(int Asked, TimeSpan Longest)> AskHealthyAsync(Site site, EngineNode sleeping, IReadOnlyList<string> jobs, TimeSpan time)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var healthy = site.Nodes.Where(node => node != sleeping).ToList();
        var first = await Task.WhenAll(jobs.Select(async job => (Job: job, Answer: await site.Api.GetAsync(healthy[0].Address, $"/api/v1/jobs/{job}", s_awake))));
        var awake = first.Where(one => one.Answer.Status == 200).Select(one => one.Job).ToList();
        awake.ShouldNotBeEmpty($"No job is of a healthy node, or {healthy[0].Name} waited for {sleeping.Name}: {first[0].Answer}");
        var (asked, longest) = (0, TimeSpan.Zero);
        while (TimeProvider.System.GetElapsedTime(begun) < time)
            foreach (var node in healthy)
                foreach (var job in awake)
                {
                    var sent = TimeProvider.System.GetTimestamp();
                    (await site.Api.GetAsync(node.Address, $"/api/v1/jobs/{job}", 2 * s_stall)).Status.ShouldBe(200, $"{job} through {node.Name} while {sleeping.Name} sleeps");
                    var took = TimeProvider.System.GetElapsedTime(sent);
                    (asked, longest) = (asked + 1, took > longest ? took : longest);
                }

        return (asked, longest);
    }
}
