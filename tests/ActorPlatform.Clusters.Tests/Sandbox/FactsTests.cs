using ActorPlatform.Hdfs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.Retry;

namespace ActorPlatform.Clusters.Tests.Sandbox;

/// <summary>Facts that bite on real clusters, and their switches.</summary>
public sealed class FactsTests : IAsyncLifetime
{
    private SandboxSite _site = null!;

    public async Task InitializeAsync() => _site = await SandboxSite.StartAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Theory]
    [InlineData("completed-remembered=0", 2)]
    [InlineData("completed-remembered=1000", 1)]
    public async Task Id_OfAFinishedApplication_RunsAgainOnlyWhenItWasForgotten(string fact, int lives)
    {
        var run = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec("--finish-after-records", "1")));
        _site.Time.Advance(TimeSpan.FromMinutes(1));
        await _site.PostAsync($"facts?{fact}");

        (await _site.Cluster.PostAsync(run.Plan, run.Application, CancellationToken.None)).ShouldBeOfType<PostOutcome.Accepted>();

        (await _site.TruthAsync()).Count.ShouldBe(lives);
    }

    [Theory]
    [InlineData("completed-remembered=0", false)]
    [InlineData("completed-remembered=1000", true)]
    public async Task Memory_IsToldFromWhatIsLeftOfIt(string fact, bool remembers)
    {
        var planned = _site.Time.GetUtcNow();
        await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec("--finish-after-records", "1")));
        _site.Time.Advance(TimeSpan.FromMinutes(1));
        await _site.PostAsync($"facts?{fact}");

        (await _site.Cluster.RemembersSinceAsync(planned, CancellationToken.None)).ShouldBe(remembers);
    }

    [Fact]
    public async Task Id_OfALivingApplication_PostedAgain_ChangesNothing()
    {
        var run = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec()));

        (await _site.Cluster.PostAsync(run.Plan, run.Application, CancellationToken.None)).ShouldBeOfType<PostOutcome.Accepted>();

        (await _site.TruthAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Id_HandedOutAndNotUsed_IsUnknownAndIsNotHandedOutAgain()
    {
        var plan = SandboxSite.Plan(SandboxSite.Spec());
        var unused = (await _site.Cluster.PrepareAsync(plan, CancellationToken.None)).ShouldBeOfType<PrepareOutcome.Prepared>().Application;

        var run = await _site.SubmitAsync(plan);

        run.Application.ShouldNotBe(unused);
        (await _site.Cluster.LookUpAsync(unused, CancellationToken.None)).ShouldBeOfType<ApplicationLookup.Missing>();
        (await _site.TruthAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task ResourceManager_ThatRestarts_DoesNotKnowALivingApplicationForATime()
    {
        var run = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec()));
        await run.ReportAsync();

        await _site.PostAsync("restart-resource-manager?recovery=4s");
        var missing = await run.FindAsync();
        var report = await run.ReportAsync();
        _site.Time.Advance(TimeSpan.FromSeconds(4));
        var accepted = await run.LookUpAsync();
        _site.Time.Advance(TimeSpan.FromSeconds(3));
        var running = await run.LookUpAsync();

        missing.ShouldBeOfType<ApplicationLookup.Missing>();
        report.State.ShouldBe(FlinkJobState.Running);
        accepted!.State.ShouldBe(ApplicationState.Accepted);
        running!.State.ShouldBe(ApplicationState.Running);
        (await run.TruthAsync()).TryGetProperty("liveUntil", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task NodeLost_ApplicationIsCalledFailed_AndLivesOnForATime()
    {
        var run = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec()));
        await run.ReportAsync();

        await _site.PostAsync($"applications/{run.Application}/lose-node?survives=20s");
        var lost = await run.LookUpAsync();
        _site.Time.Advance(TimeSpan.FromSeconds(12));
        var life = await run.ProbeAsync();
        var checkpoints = (await run.TruthAsync()).GetProperty("completedCheckpoints").GetInt64();
        _site.Time.Advance(TimeSpan.FromSeconds(10));

        lost.ShouldNotBeNull().ShouldSatisfyAllConditions(() => lost!.State.ShouldBe(ApplicationState.Failed), () => lost!.Diagnostics.ShouldNotBeNull().ShouldContain("exitCode: -100"));
        life.ShouldBe(JobManagerLife.Alive);
        checkpoints.ShouldBeGreaterThan(0);
        (await run.ProbeAsync()).ShouldBe(JobManagerLife.Gone);
        (await run.TruthAsync()).TryGetProperty("liveUntil", out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("result-held=5m", ApplicationState.Running)]
    [InlineData("result-held=0", ApplicationState.Finished)]
    public async Task Result_OfAStopThatNobodyReads_KeepsItsApplicationRunning(string fact, ApplicationState expected)
    {
        await _site.PostAsync($"facts?{fact}");
        var run = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec()));
        await run.ReportAsync();
        var stop = new SavepointRequest("00000000000000000000000000000e05", Stop: true, Drain: false, "CANONICAL");
        await _site.Cluster.TriggerSavepointAsync(run.Address, stop, CancellationToken.None);

        _site.Time.Advance(TimeSpan.FromMinutes(4));
        (await run.LookUpAsync())!.State.ShouldBe(expected);
        _site.Time.Advance(TimeSpan.FromMinutes(2));
        (await run.LookUpAsync())!.State.ShouldBe(ApplicationState.Finished);
    }

    [Fact]
    public async Task Result_OfAStop_CanBeReadOnce_AndIsFoundInItsFolderAfterwards()
    {
        var run = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec()));
        await run.ReportAsync();
        var stop = new SavepointRequest("00000000000000000000000000000f06", Stop: true, Drain: false, "CANONICAL");
        var saved = (await run.SaveAsync(stop)).ShouldBeOfType<SavepointProgress.Completed>().Savepoint;

        await Should.ThrowAsync<ClusterUnreachableException>(() => run.PollAsync(stop));

        (await _site.Cluster.FindSavepointAsync(run.Plan.Job, 1, stop.TriggerId, CancellationToken.None)).ShouldBe(saved);
    }

    [Theory]
    [InlineData("true", 0)]
    [InlineData("false", 2)]
    public async Task Stop_WithASavepoint_DeletesTheRetainedCheckpoints(string deletes, int left)
    {
        await _site.PostAsync($"facts?stop-deletes-checkpoints={deletes}");
        var run = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec()));
        _site.Time.Advance(TimeSpan.FromSeconds(10));
        await run.ReportAsync();

        await run.SaveAsync(new SavepointRequest("00000000000000000000000000000a07", Stop: true, Drain: false, "CANONICAL"));

        (await _site.Cluster.FindCheckpointsAsync(run.Address, CancellationToken.None)).Length.ShouldBe(left);
    }

    [Theory]
    [InlineData("true", 2, 8)]
    [InlineData("false", 0, 0)]
    public async Task Counters_AtTheStart_ShowFailedCheckpoints(string fact, int least, int most)
    {
        await _site.PostAsync($"facts?failed-at-start={fact}");
        var run = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec()));

        var counts = (await _site.GetAsync(new Uri(_site.Address, $"/proxy/{run.Application}/jobs/{run.Plan.FlinkJob}/checkpoints"))).GetProperty("counts");

        counts.GetProperty("failed").GetInt32().ShouldBeInRange(least, most);
    }

    [Fact]
    public async Task Queue_ThatIsUnknown_IsTakenAndThenFails()
    {
        var spec = SandboxSite.Spec();
        var run = await _site.StartAsync(SandboxSite.Plan(spec with { Target = spec.Target with { Queue = "nosuch" } }));

        var ended = await run.LookUpAsync();

        ended.ShouldNotBeNull().State.ShouldBe(ApplicationState.Failed);
        (await run.FailureAsync(ended)).ShouldSatisfyAllConditions(failure => failure.Class.ShouldBe(FailureClass.Submission), failure => failure.Summary.ShouldContain("nosuch"));
        (await run.ProbeAsync()).ShouldBe(JobManagerLife.Gone);
    }

    [Theory]
    [InlineData("CLAIM", 0)]
    [InlineData("NO_CLAIM", 2)]
    public async Task RestorePoint_OfARunThatClaimsIt_IsDeletedWithTheRunsOwnCheckpoints(string mode, int left)
    {
        var first = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec()));
        _site.Time.Advance(TimeSpan.FromSeconds(10));
        var last = (await first.ReportAsync()).Completed[^1];
        await _site.Cluster.KillAsync(first.Application, CancellationToken.None);

        var second = await _site.StartAsync(SandboxSite.Plan(first.Plan.Spec, 2, first.Plan.Job, SandboxSite.Restore(last.Path, mode)));
        _site.Time.Advance(TimeSpan.FromMinutes(1));
        await second.ReportAsync();

        (await _site.Hdfs.ListAsync(HdfsPath.Of(last.Path), CancellationToken.None) ?? []).Count.ShouldBe(left);
    }

    [Fact]
    public async Task RestorePoint_ThatIsCut_ShowsOnlyInTheLog()
    {
        var point = HdfsPath.Of("/flink/savepoints/cut");
        await _site.Hdfs.WriteAsync(point.Under("_metadata"), () => new MemoryStream([0x49, 0x60]), overwrite: true, CancellationToken.None);
        var run = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec(), restore: SandboxSite.Restore(point.WithoutAuthority)));

        var ended = await run.LookUpAsync();

        ended.ShouldNotBeNull().Diagnostics.ShouldNotBeNull().ShouldNotContain("cut");
        (await run.FailureAsync(ended)).Class.ShouldBe(FailureClass.Restore);
    }

    [Fact]
    public async Task File_ThatChangedBetweenItsCheckAndTheStart_FailsTheContainer()
    {
        var jar = HdfsPath.Of("/jars/changing.jar");
        await _site.Hdfs.WriteAsync(jar, () => new MemoryStream([1]), overwrite: true, CancellationToken.None);
        var plan = SandboxSite.Plan(SandboxSite.Spec() with { Artifact = jar.WithoutAuthority });
        var prepared = (await _site.Cluster.PrepareAsync(plan, CancellationToken.None)).ShouldBeOfType<PrepareOutcome.Prepared>();
        _site.Time.Advance(TimeSpan.FromSeconds(1));
        await _site.Hdfs.WriteAsync(jar, () => new MemoryStream([1]), overwrite: true, CancellationToken.None);

        await _site.Cluster.PostAsync(plan, prepared.Application, CancellationToken.None);
        _site.Time.Advance(TimeSpan.FromSeconds(1));

        var run = new SandboxRun(_site, plan, prepared.Application);
        (await run.LookUpAsync()).ShouldNotBeNull().Diagnostics.ShouldNotBeNull().ShouldContain("changed on src filesystem");
    }
}
