using ActorPlatform.Hdfs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Retry;

namespace ActorPlatform.Clusters.Tests.Sandbox;

/// <summary>A job's life on a sandbox, as the engine's own clients see it.</summary>
public sealed class LifeTests : IAsyncLifetime
{
    private SandboxSite _site = null!;

    public async Task InitializeAsync() => _site = await SandboxSite.StartAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task Submission_OfTheDemo_RunsWithCheckpointsAndCanBeKilled()
    {
        var run = await _site.SubmitAsync(SandboxSite.Plan(SandboxSite.Spec("--rate", "50", "--name", "it's \"quoted\" $HOME `date` ; \\")));
        var accepted = await run.LookUpAsync();

        _site.Time.Advance(TimeSpan.FromSeconds(21));
        var report = await run.ReportAsync();

        accepted!.State.ShouldBe(ApplicationState.Accepted);
        report.ShouldSatisfyAllConditions(
            () => report.State.ShouldBe(FlinkJobState.Running),
            () => report.TasksRunning.ShouldBe(report.TasksTotal),
            () => report.RestAddress.ShouldNotBeNull(),
            () => report.Completed.Select(checkpoint => checkpoint.Id).ShouldBe([1, 2, 3, 4]),
            () => report.Completed[^1].Path.ShouldBe($"hdfs:///flink/checkpoints/{run.Plan.FlinkJob}/chk-4"));
        var sweep = await _site.Cluster.FetchApplicationsAsync(CancellationToken.None);
        sweep.Settled.ShouldBeTrue();
        sweep.FileSystemTrouble.ShouldBeNull();
        sweep.Applications.ShouldHaveSingleItem().ShouldSatisfyAllConditions(app => app.Id.ShouldBe(run.Application), app => app.Job.ShouldBe(run.Plan.Job), app => app.State.ShouldBe(ApplicationState.Running));
        (await run.ProbeAsync()).ShouldBe(JobManagerLife.Alive);
        (await _site.Cluster.FetchCapacityAsync(CancellationToken.None)).RunningApplications.ShouldBe(1);

        await _site.Cluster.KillAsync(run.Application, CancellationToken.None);

        (await run.LookUpAsync())!.State.ShouldBe(ApplicationState.Killed);
        (await run.ProbeAsync()).ShouldBe(JobManagerLife.Gone);
        (await _site.Cluster.FindCheckpointsAsync(run.Address, CancellationToken.None)).Select(checkpoint => checkpoint.Id).ShouldBe([1, 2, 3, 4]);
        (await run.TruthAsync()).GetProperty("liveUntil").GetDateTimeOffset().ShouldBe(_site.Time.GetUtcNow(), TimeSpan.FromMilliseconds(1));
    }

    [Theory]
    [InlineData("CANONICAL")]
    [InlineData("NATIVE")]
    public async Task Savepoint_OfARunningJob_IsFoundByItsTriggerAndARunGoesOnFromIt(string format)
    {
        var first = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec("--rate", "100")));
        _site.Time.Advance(TimeSpan.FromSeconds(10));
        await first.ReportAsync();
        var request = new SavepointRequest("00000000000000000000000000000a01", Stop: false, Drain: false, format);

        await _site.Cluster.TriggerSavepointAsync(first.Address, request, CancellationToken.None);
        (await first.PollAsync(request)).ShouldBeOfType<SavepointProgress.InProgress>();
        var saved = (await first.SaveAsync(request)).ShouldBeOfType<SavepointProgress.Completed>().Savepoint;

        saved.Path.ShouldStartWith($"hdfs:///flink/savepoints/{first.Plan.Job}/run-1/{request.TriggerId}/savepoint-");
        (await _site.Cluster.FindSavepointAsync(first.Plan.Job, 1, request.TriggerId, CancellationToken.None)).ShouldBe(saved);
        (await first.ReportAsync()).State.ShouldBe(FlinkJobState.Running);
        await ResumeAsync(first, saved.Path, atLeast: 900);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_WithASavepoint_EndsTheJobWhereTheNextRunGoesOn(bool drain)
    {
        var first = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec("--rate", "100")));
        _site.Time.Advance(TimeSpan.FromSeconds(20));
        await first.ReportAsync();
        var stop = new SavepointRequest("00000000000000000000000000000b02", Stop: true, drain, "CANONICAL");

        var saved = (await first.SaveAsync(stop)).ShouldBeOfType<SavepointProgress.Completed>().Savepoint;
        var ended = await first.LookUpAsync();

        ended.ShouldNotBeNull().ShouldSatisfyAllConditions(() => ended!.State.ShouldBe(ApplicationState.Finished), () => ended!.Final.ShouldBe(FinalStatus.Succeeded));
        saved.SizeBytes.ShouldNotBeNull().ShouldBeGreaterThan(4096);
        await ResumeAsync(first, saved.Path, atLeast: 1900);
    }

    [Fact]
    public async Task Run_FromARetainedCheckpoint_GoesOnWithItsNumbers()
    {
        var first = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec()));
        _site.Time.Advance(TimeSpan.FromSeconds(30));
        var last = (await first.ReportAsync()).Completed[^1];
        await _site.Cluster.KillAsync(first.Application, CancellationToken.None);

        var second = await ResumeAsync(first, last.Path, atLeast: 2000);

        _site.Time.Advance(TimeSpan.FromSeconds(6));
        (await second.ReportAsync()).Completed[0].Id.ShouldBe(last.Id + 1);
        (await _site.Hdfs.ListAsync(HdfsPath.Of(last.Path), CancellationToken.None)).ShouldNotBeNull().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Bounded_Job_Finishes()
    {
        var run = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec("--rate", "500", "--finish-after-records", "5000")));
        (await run.LookUpAsync())!.State.ShouldBe(ApplicationState.Running);

        _site.Time.Advance(TimeSpan.FromSeconds(10));

        (await run.LookUpAsync()).ShouldNotBeNull().ShouldSatisfyAllConditions(app => app!.State.ShouldBe(ApplicationState.Finished), app => app!.Final.ShouldBe(FinalStatus.Succeeded));
        (await run.TruthAsync()).GetProperty("records").GetInt64().ShouldBe(5000);
    }

    [Fact]
    public async Task Job_ThatFailsOnce_RestartsAndGoesOn()
    {
        var run = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec("--rate", "100", "--fail-after-records", "1000")));

        _site.Time.Advance(TimeSpan.FromSeconds(10));
        var restarting = await run.ReportAsync();
        _site.Time.Advance(TimeSpan.FromSeconds(2));
        var again = await run.ReportAsync();

        restarting.State.ShouldBe(FlinkJobState.Restarting);
        again.State.ShouldBe(FlinkJobState.Running);
        again.Exceptions.ShouldHaveSingleItem().StackTrace.ShouldContain("failing on purpose after 1000 records");
    }

    [Theory]
    [InlineData("--fail-always", FailureClass.UserCode)]
    [InlineData("--fail-snapshots", FailureClass.UserCode)]
    public async Task Job_ThatFailsForGood_TellsWhy(string argument, FailureClass expected)
    {
        var run = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec(argument)));

        _site.Time.Advance(TimeSpan.FromMinutes(2));
        var ended = await run.LookUpAsync();

        ended.ShouldNotBeNull().ShouldSatisfyAllConditions(() => ended!.State.ShouldBe(ApplicationState.Finished), () => ended!.Final.ShouldBe(FinalStatus.Failed), () => ended!.Diagnostics.ShouldBeNull());
        (await run.FailureAsync(ended)).Class.ShouldBe(expected);
    }

    [Fact]
    public async Task SlowSnapshots_OfAStop_KeepItInProgressThatLong()
    {
        var run = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec("--slow-snapshots-ms", "30000")));
        await run.ReportAsync();
        var stop = new SavepointRequest("00000000000000000000000000000c03", Stop: true, Drain: false, "CANONICAL");

        (await run.SaveAsync(stop)).ShouldBeOfType<SavepointProgress.InProgress>();
        _site.Time.Advance(TimeSpan.FromSeconds(30));

        (await run.PollAsync(stop)).ShouldBeOfType<SavepointProgress.Completed>();
    }

    private async Task<SandboxRun> ResumeAsync(SandboxRun first, string path, long atLeast)
    {
        var second = await _site.StartAsync(SandboxSite.Plan(first.Plan.Spec, 2, first.Plan.Job, SandboxSite.Restore(path)));
        (await second.ReportAsync()).State.ShouldBe(FlinkJobState.Running);
        var truth = await second.TruthAsync();
        truth.GetProperty("restoredFrom").GetString().ShouldBe(path);
        truth.GetProperty("restoredRecords").GetInt64().ShouldBeGreaterThanOrEqualTo(atLeast);
        truth.GetProperty("records").GetInt64().ShouldBeGreaterThan(truth.GetProperty("restoredRecords").GetInt64());
        return second;
    }
}
