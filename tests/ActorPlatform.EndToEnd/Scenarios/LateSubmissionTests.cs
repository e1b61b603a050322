using ActorPlatform.EndToEnd.Engines;
using ActorPlatform.EndToEnd.Rigs;
using ActorPlatform.EndToEnd.Waits;

namespace ActorPlatform.EndToEnd.Scenarios;

/// <summary>Requests that hang on their way and arrive late: a submission meets the one that was repeated, and never makes a second live run.</summary>
/// <remarks>The simulation holds every order to a YARN that forgets; here is the real one.</remarks>
public sealed class LateSubmissionTests
{
    private const string Submissions = "/ws/v1/cluster/apps";
    private static readonly TimeSpan s_stays = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan s_ends = TimeSpan.FromMinutes(3);

    [SkippableFact]
    [Trait("Rule", "13")]
    public async Task Submission_ArrivesAfterItsRepetitionItsKillAndTheNextRun_NeverMakesASecondRun()
    {
        var rig = await Rig.SharedAsync();
        await using var proxy = new ResourceManagerProxy(rig.ResourceManager);
        await using var engine = Engine.Create(rig, "late", c => c with { ResourceManager = proxy.Address });
        await engine.StartAsync();
        var job = await Job.DefineAsync(rig, engine, JobSpecs.Counting("late"));
        await using var watch = JobWatch.Start(job);

        var first = proxy.HoldNext(HttpMethod.Post, Submissions, count: 3);
        await job.StartAsync();
        first.Kept.Count.ShouldBe(3);
        await first.DeliverAsync(0);
        await StaysAsync(job, "RUNNING", runs: 1, applications: 1, live: 1);

        var kill = proxy.HoldNext(HttpMethod.Put, "/state", count: 1);
        await job.DoAsync("kill", s_ends);
        kill.Kept.Count.ShouldBe(1);
        await first.DeliverAsync(1);
        await StaysAsync(job, "KILLED", runs: 1, applications: 1, live: 0);

        var second = proxy.HoldNext(HttpMethod.Post, Submissions, count: 1);
        second.DeliverBefore($"{Submissions}/application_");
        await job.StartAsync("none");
        second.Kept.Count.ShouldBe(1);
        second.Kept[0].Status.ShouldBe(202, "it should have arrived between the time-out and the repetition");
        await first.DeliverAsync(2);
        await kill.DeliverAsync(0);
        await StaysAsync(job, "RUNNING", runs: 2, applications: 2, live: 1);
        await watch.ShouldNeverHaveHadTwoAsync();

        await ControlAsync(job, second.Kept[0]);
        await job.DoAsync("kill", s_ends);
        await job.ShouldBeAsync("KILLED", runs: 2, live: 0);
    }

    [SkippableFact]
    [Trait("Rule", "13")]
    [Trait("Rule", "21")]
    public async Task Submission_ArrivesWhileItIsKilledOrWhenAllHopeWasGone_IsKilledToo()
    {
        var rig = await Rig.SharedAsync();
        await using var proxy = new ResourceManagerProxy(rig.ResourceManager);
        await using var engine = Engine.Create(
            rig, "late-kill", c => c with { ResourceManager = proxy.Address, More = "jobs { post-within = 20s, post-lateness = 10s }" });
        await engine.StartAsync();

        var (job, held, kill) = await KillUnsentAsync(rig, engine, proxy);
        await held.DeliverAsync(0);
        await job.EndsAsync(kill, "SUCCEEDED", s_ends);
        await IsKilledAsync(job, outcome: "KILLED");

        // Later than any post may arrive, by the configuration: the engine has concluded that it never was there.
        (job, held, kill) = await KillUnsentAsync(rig, engine, proxy);
        await job.EndsAsync(kill, "SUCCEEDED", s_ends);
        (await rig.Yarn.ApplicationsAsync(job.Id)).ShouldBeEmpty();
        await held.DeliverAsync(0);
        await Until.SeenAsync("the stray is dead", s_ends, async () => await rig.Yarn.ApplicationsAsync(job.Id), a => a is [{ State: "KILLED" }], job.DescribeAsync);
        await IsKilledAsync(job, outcome: "NEVER_SUBMITTED");
    }

    /// <summary>A job that is started, and killed while nothing of it has arrived.</summary>
    private static async Task<(Job Job, Hold Submission, string Kill)> KillUnsentAsync(Rig rig, Engine engine, ResourceManagerProxy proxy)
    {
        var job = await Job.DefineAsync(rig, engine, JobSpecs.Counting("late-kill"));
        var held = proxy.HoldNext(HttpMethod.Post, Submissions, count: int.MaxValue);
        var start = await job.CommandAsync("start");
        await held.SentAsync(1, job);
        var kill = await job.CommandAsync("kill");
        held.LetOthersPass();
        await job.EndsAsync(start, "FAILED", s_ends);
        await Until.HoldsAsync("it is being killed: nothing is there, and may still come", s_stays, async () => (await job.ReadAsync())!.Text("status") == "KILLING", job.DescribeAsync);
        return (job, held, kill);
    }

    private static async Task IsKilledAsync(Job job, string outcome)
    {
        await StaysAsync(job, "KILLED", runs: 1, applications: 1, live: 0);
        (await job.Rig.Yarn.ApplicationsAsync(job.Id))[0].State.ShouldBe("KILLED");
        (await job.ListAsync("runs"))[0]["outcome"]!.GetValue<string>().ShouldBe(outcome);
    }

    private static Task StaysAsync(Job job, string status, int runs, int applications, int live) => Until.HoldsAsync(
        $"{(status, runs, applications, live)} (status, runs, applications, live ones)",
        s_stays,
        async () => (await job.ReadAsync())!.Text("status") == status
            && (await job.ListAsync("runs")).Count == runs
            && (await job.Rig.Yarn.ApplicationsAsync(job.Id)).Count == applications
            && (await job.Rig.Yarn.LiveAsync(job.Id)).Count == live,
        job.DescribeAsync);

    /// <summary>Without the id that was journaled first the same late submission is another application of the job, and the engine has to kill it.</summary>
    private static async Task ControlAsync(Job job, ProxiedRequest submission)
    {
        await using var watch = JobWatch.Start(job);
        // The engine kills what it sees, also before it lives: it sleeps until the watch has seen two.
        await job.Engine.PauseAsync();
        var stray = await job.Rig.Stranger.SubmitAgainAsync(submission);
        await Until.SeenAsync("two live applications", s_ends, () => Task.FromResult<JobWatch?>(watch), w => w.MostLive == 2, job.DescribeAsync);
        await job.Engine.ResumeAsync();

        await Until.SeenAsync(
            "the stray is dead", s_ends, async () => (await job.Rig.Yarn.ApplicationsAsync(job.Id)).FirstOrDefault(a => a.Id == stray), a => a.State == "KILLED", job.DescribeAsync);
        await Should.ThrowAsync<InvalidOperationException>(watch.ShouldNeverHaveHadTwoAsync);
        await job.ShouldBeAsync("RUNNING", runs: 2, live: 1);
    }
}
