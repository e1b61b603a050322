using ActorPlatform.Clusters.Tests.Fakes;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using Microsoft.AspNetCore.Http;

namespace ActorPlatform.Clusters.Tests.Yarn;

public sealed class JobManagerTests : IAsyncLifetime
{
    private static readonly SavepointRequest Request = new("000000000000000000000000000000aa", Stop: true, Drain: false, "CANONICAL");
    private FakeCluster _fake = null!;

    public async Task InitializeAsync() => _fake = await FakeCluster.StartAsync();

    public async Task DisposeAsync() => await _fake.DisposeAsync();

    [Fact]
    public async Task FetchRun_OfARunningJob_IsPutTogether()
    {
        _fake.JobManagerHasTheJob();

        var report = await _fake.Cluster.FetchRunAsync(_fake.Run, CancellationToken.None);

        report.ShouldSatisfyAllConditions(
            () => report.State.ShouldBe(FlinkJobState.Running),
            () => report.TasksRunning.ShouldBe(2),
            () => report.TasksTotal.ShouldBe(2),
            () => report.LastCompletedId.ShouldBe(2),
            () => report.FailedCheckpoints.ShouldBe(8),
            () => report.RestAddress.ShouldBe(_fake.JobManager.Address),
            () => report.Completed.Length.ShouldBe(2));
        report.Completed[1].ShouldBe(new CheckpointReport(
            2, RestorePointKind.Checkpoint, "hdfs:///flink/checkpoints/00704bd81ae80bd8b9bc862ed972a1e3/chk-2", DateTimeOffset.FromUnixTimeMilliseconds(1795254906269), 1051149, null));
        _fake.Manager.Requests.ShouldBeEmpty();
        _fake.JobManager.Count("GET", $"/jobs/{_fake.Run.FlinkJob}/exceptions").ShouldBe(0);
    }

    [Fact]
    public async Task FetchRun_OfARestartingJob_HasItsExceptions()
    {
        _fake.JobManagerHasTheJob();
        _fake.JobManager.Json("GET", "/jobs/overview", Recording.Read("flink-jobs-overview-restarting").Body.Replace("f8bb042563e4640ee6f5a6f5675b6987", _fake.Run.FlinkJob.Value, StringComparison.Ordinal))
            .Play("GET", $"/jobs/{_fake.Run.FlinkJob}/exceptions", "flink-job-exceptions-crash-loop");

        var report = await _fake.Cluster.FetchRunAsync(_fake.Run, CancellationToken.None);

        report.State.ShouldBe(FlinkJobState.Restarting);
        report.Exceptions.Length.ShouldBe(16);
        report.Exceptions[^1].Name.ShouldBe("java.lang.IllegalStateException");
        report.Exceptions.ShouldAllBe(item => item.StackTrace.Length <= 4000);
        report.Exceptions.ShouldBe(report.Exceptions.OrderBy(item => item.At));
    }

    [Fact]
    public async Task FetchRun_WhenTheKnownAddressIsDead_ResolvesItAgain()
    {
        _fake.JobManagerHasTheJob();
        _fake.HasApp(FakeCluster.App("RUNNING", _fake.JobManager.Address));
        var stale = _fake.Run with { RestAddress = FakeHttp.Refusing().Authority };

        (await _fake.Cluster.FetchRunAsync(stale, CancellationToken.None)).RestAddress.ShouldBe(_fake.JobManager.Address);
        (await _fake.Cluster.FetchRunAsync(stale, CancellationToken.None)).RestAddress.ShouldBe(_fake.JobManager.Address);

        _fake.Manager.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task FetchRun_WhenTheJobManagerCannotBeReached_ReadsThroughTheProxy()
    {
        var dead = FakeHttp.Refusing().Authority;
        _fake.HasApp(FakeCluster.App("RUNNING", dead));
        _fake.JobManagerHasTheJob();
        _fake.Manager.On("GET", $"/proxy/{FakeCluster.Application}/", async context =>
        {
            using var http = new HttpClient();
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(await http.GetStringAsync(new Uri(_fake.JobManager.Uri, context.Request.Path.Value!.Split(FakeCluster.Application.Value)[1])));
        });

        var report = await _fake.Cluster.FetchRunAsync(_fake.Run with { RestAddress = dead }, CancellationToken.None);

        report.State.ShouldBe(FlinkJobState.Running);
        report.RestAddress.ShouldBeNull();
    }

    [Theory]
    [InlineData("rm-proxy-while-accepted")]
    [InlineData("proxy-am-gone-finished")]
    [InlineData("proxy-am-just-gone-500")]
    public async Task FetchRun_WhenTheProxyAnswersHtml_IsUnreachable(string recording)
    {
        var dead = FakeHttp.Refusing().Authority;
        _fake.HasApp(FakeCluster.App("RUNNING", dead));
        _fake.Manager.Play("GET", "/proxy", recording);

        var exception = await Should.ThrowAsync<ClusterUnreachableException>(() => _fake.Cluster.FetchRunAsync(_fake.Run with { RestAddress = dead }, CancellationToken.None));

        exception.Message.ShouldContain(dead);
        _fake.Manager.Requests.ShouldNotContain(request => request.Path.StartsWith("/cluster", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("application_1700000000000_0007", true)]
    [InlineData("application_1700000000000_0008", false)]
    public async Task FetchRun_OfAJobManagerWithoutTheJob_IsStartingOnlyWhenItIsTheRuns(string owner, bool isOurs)
    {
        _fake.HasApp(FakeCluster.App("RUNNING", _fake.JobManager.Address));
        _fake.JobManager.Json("GET", "/jobs/overview", "{\"jobs\":[]}").Json("GET", "/jobmanager/config", $$$"""[{"key":"high-availability.cluster-id","value":"{{{owner}}}"}]""");
        var call = _fake.Cluster.FetchRunAsync(_fake.Run, CancellationToken.None);

        if (isOurs) (await call).State.ShouldBe(FlinkJobState.Starting);
        else (await Should.ThrowAsync<ClusterUnreachableException>(() => call)).Message.ShouldContain(owner);
    }

    [Theory]
    [InlineData("<html></html>")]
    [InlineData("{\"jobs\":[{\"jid\":")]
    [InlineData("{\"jobs\":{}}")]
    [InlineData("{}")]
    [InlineData("{\"jobs\":[{\"jid\":\"00000000000000000000000000c0ffee\",\"state\":\"DANCING\",\"tasks\":{\"total\":1,\"running\":1}}]}")]
    [InlineData("{\"jobs\":[{\"jid\":\"00000000000000000000000000c0ffee\",\"state\":\"RUNNING\"}]}")]
    public async Task FetchRun_WhenGarbageIsAnswered_IsUnreachable(string body)
    {
        _fake.HasApp(FakeCluster.App("RUNNING", _fake.JobManager.Address));
        _fake.JobManager.Json("GET", "/jobs/overview", body);

        await Should.ThrowAsync<ClusterUnreachableException>(() => _fake.Cluster.FetchRunAsync(_fake.Run, CancellationToken.None));
    }

    [Fact]
    public async Task Probe_OfTheRunsJobManager_IsAlive()
    {
        _fake.JobManagerHasTheJob();

        (await ProbeAsync(_fake.Run)).ShouldBe(JobManagerLife.Alive);
    }

    [Fact]
    public async Task Probe_OfARefusingPort_IsGone() => (await ProbeAsync(_fake.Run with { RestAddress = FakeHttp.Refusing().Authority })).ShouldBe(JobManagerLife.Gone);

    [Fact]
    public async Task Probe_WithoutAnAddress_IsUnknownAndAsksNobody()
    {
        (await ProbeAsync(_fake.Run with { RestAddress = null })).ShouldBe(JobManagerLife.Unknown);
        _fake.Manager.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("application_1700000000000_0007", JobManagerLife.Alive)]
    [InlineData("application_1700000000000_0008", JobManagerLife.Gone)]
    public async Task Probe_OfAJobManagerWithoutTheJob_DependsOnWhoseItIs(string owner, JobManagerLife life)
    {
        _fake.JobManager.Play("GET", "/jobs", "flink-job-not-found").Json("GET", "/jobmanager/config", $$$"""[{"key":"high-availability.cluster-id","value":"{{{owner}}}"}]""");

        (await ProbeAsync(_fake.Run)).ShouldBe(life);
    }

    [Fact]
    public async Task Probe_OfSomethingThatIsNoFlink_IsUnknown()
    {
        _fake.JobManager.Text("GET", "/", "<html>502</html>", "text/html", 502);

        (await ProbeAsync(_fake.Run)).ShouldBe(JobManagerLife.Unknown);
    }

    [Fact]
    public async Task Probe_OfAHangingJobManager_IsUnknown()
    {
        _fake.JobManager.Hang("GET", "/jobs");
        var probe = ProbeAsync(_fake.Run);
        await _fake.JobManager.ArrivedAsync();

        _fake.Time.Advance(_fake.Options.Timeouts.JobManager);

        (await probe).ShouldBe(JobManagerLife.Unknown);
    }

    [Theory]
    [InlineData(true, "stop", "targetDirectory")]
    [InlineData(false, "savepoints", "target-directory")]
    public async Task Trigger_OfEachKind_CarriesOurIdAndAFolderOfItsOwn(bool isStop, string path, string folderField)
    {
        _fake.JobManagerHasTheJob();
        _fake.JobManager.Play("POST", $"/jobs/{_fake.Run.FlinkJob}", "flink-savepoint-trigger");

        await _fake.Cluster.TriggerSavepointAsync(_fake.Run, Request with { Stop = isStop }, CancellationToken.None);

        var post = _fake.JobManager.Requests.Single(request => request.Method == "POST");
        post.Path.ShouldBe($"/jobs/{_fake.Run.FlinkJob}/{path}");
        post.Body.ShouldContain($"\"{folderField}\":\"hdfs:///flink/savepoints/job-1/run-3/{Request.TriggerId}\"");
        post.Body.ShouldContain($"\"triggerId\":\"{Request.TriggerId}\"");
    }

    [Fact]
    public async Task Trigger_AtAnAddressThatIsAnothersNow_GoesToTheRunsOwn()
    {
        await using var other = await FakeHttp.StartAsync();
        other.Play("GET", "/jobs", "flink-job-not-found").Play("POST", "/jobs", "flink-stop-with-savepoint-trigger");
        _fake.JobManagerHasTheJob();
        _fake.JobManager.Play("POST", "/jobs", "flink-stop-with-savepoint-trigger");
        _fake.HasApp(FakeCluster.App("RUNNING", _fake.JobManager.Address));

        await _fake.Cluster.TriggerSavepointAsync(_fake.Run with { RestAddress = other.Address }, Request, CancellationToken.None);

        other.Count("POST", "/").ShouldBe(0);
        _fake.JobManager.Count("POST", "/").ShouldBe(1);
    }

    [Fact]
    public async Task Trigger_ThatHangs_IsUnknownAndNotSentAgain()
    {
        _fake.JobManagerHasTheJob();
        _fake.HasApp(FakeCluster.App("RUNNING", _fake.JobManager.Address));
        _fake.JobManager.Hang("POST", "/jobs");
        var trigger = _fake.Cluster.TriggerSavepointAsync(_fake.Run, Request, CancellationToken.None);
        await _fake.JobManager.ArrivedAsync();
        await _fake.JobManager.ArrivedAsync();

        _fake.Time.Advance(_fake.Options.Timeouts.JobManager);

        (await Should.ThrowAsync<ClusterUnreachableException>(() => trigger)).NotSent.ShouldBeFalse();
        _fake.JobManager.Count("POST", "/").ShouldBe(1);
    }

    [Fact]
    public async Task FetchSavepoint_OfAStop_KeepsTheLocationEvenWhenHdfsIsAway()
    {
        _fake.JobManager.Play("GET", "/jobs", "flink-stop-with-savepoint-poll-completed");
        _fake.NameNode.Text("GET", "/", "away", "text/plain", 503);

        var progress = await _fake.Cluster.FetchSavepointAsync(_fake.Run, Request, CancellationToken.None);

        progress.ShouldBe(new SavepointProgress.Completed(new SavepointFound("hdfs:///flink/savepoints/savepoint-e211db-f1353800623c", _fake.Time.GetUtcNow(), null)));
    }

    [Theory]
    [InlineData("flink-savepoint-poll-in-progress", typeof(SavepointProgress.InProgress))]
    [InlineData("flink-savepoint-unknown-trigger", typeof(SavepointProgress.Unknown))]
    public async Task FetchSavepoint_OfRecordedAnswers_IsTranslated(string recording, Type expected)
    {
        _fake.JobManager.Play("GET", "/jobs", recording);

        (await _fake.Cluster.FetchSavepointAsync(_fake.Run, Request, CancellationToken.None)).ShouldBeOfType(expected);
    }

    [Fact]
    public async Task FetchSavepoint_OfAFailure_HasItsInnermostCause()
    {
        _fake.JobManager.Json("GET", "/jobs", """{"status":{"id":"COMPLETED"},"operation":{"failure-cause":{"class":"x","stack-trace":"a.BException: one\n\tat x.Y.z(Y.java:1)\nCaused by: java.io.IOException: disk full\n\tat x.Y.z(Y.java:2)\n"}}}""");

        (await _fake.Cluster.FetchSavepointAsync(_fake.Run, Request, CancellationToken.None)).ShouldBe(new SavepointProgress.Failed("java.io.IOException: disk full"));
    }

    [Fact]
    public async Task FindSavepoint_InTheTriggersFolder_TakesOnlyACompleteOne()
    {
        const string folder = "/webhdfs/v1/flink/savepoints/job-1/run-3/" + "000000000000000000000000000000aa";
        _fake.NameNode.Json("GET", folder, """{"FileStatuses":{"FileStatus":[{"pathSuffix":"savepoint-1","type":"DIRECTORY"},{"pathSuffix":"savepoint-2","type":"DIRECTORY"}]}}""")
            .Json("GET", folder + "/savepoint-1", """{"FileStatuses":{"FileStatus":[{"pathSuffix":"_metadata","type":"FILE","length":0,"modificationTime":2000}]}}""")
            .Json("GET", folder + "/savepoint-2", """{"FileStatuses":{"FileStatus":[{"pathSuffix":"_metadata","type":"FILE","length":5,"modificationTime":1000},{"pathSuffix":"x","type":"FILE","length":7}]}}""");

        var found = await _fake.Cluster.FindSavepointAsync(_fake.Run.Job, 3, Request.TriggerId, CancellationToken.None);

        found.ShouldBe(new SavepointFound($"hdfs:///flink/savepoints/job-1/run-3/{Request.TriggerId}/savepoint-2", DateTimeOffset.FromUnixTimeMilliseconds(1000), 12));
        _fake.NameNode.Play("GET", folder, "webhdfs-liststatus-not-found");
        (await _fake.Cluster.FindSavepointAsync(_fake.Run.Job, 3, Request.TriggerId, CancellationToken.None)).ShouldBeNull();
    }

    private Task<JobManagerLife> ProbeAsync(RunAddress run) => _fake.Cluster.ProbeJobManagerAsync(run, CancellationToken.None);
}
