using ActorPlatform.Clusters.Tests.Fakes;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using Microsoft.AspNetCore.Http;

namespace ActorPlatform.Clusters.Tests.Yarn;

public sealed class JobManagerTests : IAsyncLifetime
{
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
            () => report.LastFailedId.ShouldBe(0),
            () => report.RestAddress.ShouldBe(_fake.JobManager.Address),
            () => report.Completed.Length.ShouldBe(2));
        report
            .Completed[1]
            .ShouldBe(
                new CheckpointReport(
                    2,
                    RestorePointKind.Checkpoint,
                    "hdfs:///flink/checkpoints/00704bd81ae80bd8b9bc862ed972a1e3/chk-2",
                    DateTimeOffset.FromUnixTimeMilliseconds(1795254906269),
                    1051149,
                    null));
        _fake.Manager.Requests.ShouldBeEmpty();
    }

    /// <summary>Told once, and once in a while again: whoever was told may not have been able to keep it.</summary>
    [Fact]
    public async Task FetchRun_OfAStableRun_ReadsExceptionsWhenItChangedAndOnceInAWhile()
    {
        _fake.JobManagerHasTheJob();

        (await ExceptionsReadAsync()).ShouldBe(1);
        (await ExceptionsReadAsync()).ShouldBe(0);
        _fake.JobManagerHasTheJob(lastModification: 1795254999999);
        (await ExceptionsReadAsync()).ShouldBe(1);
        (await ExceptionsReadAsync()).ShouldBe(0);
        _fake.Time.Advance(TimeSpan.FromMinutes(6));
        (await ExceptionsReadAsync()).ShouldBe(1);

        async Task<int> ExceptionsReadAsync()
        {
            var before = Read();
            await _fake.Cluster.FetchRunAsync(_fake.Run, CancellationToken.None);
            return Read() - before;
        }

        int Read() => _fake.JobManager.Count("GET", $"/jobs/{_fake.Run.FlinkJob}/exceptions");
    }

    /// <summary>The recorded job counts 8 failed ones, none of which was ever begun.</summary>
    [Fact]
    public async Task FetchRun_CheckpointsFailed_TellsTheNewestOfThemButNoSavepoint()
    {
        _fake.JobManagerHasTheJob();
        _fake.JobManager.Json("GET", $"/jobs/{_fake.Run.FlinkJob}/checkpoints", """
            {"counts":{"failed":9},"latest":{"completed":{"id":3,"status":"COMPLETED","external_path":"hdfs:/c/chk-3"},"failed":{"id":6,"status":"FAILED","is_savepoint":true}},
             "history":[{"id":6,"status":"FAILED","is_savepoint":true},{"id":5,"status":"FAILED"},{"id":4,"status":"FAILED"},{"id":3,"status":"COMPLETED","external_path":"hdfs:/c/chk-3"}]}
            """);

        var report = await _fake.Cluster.FetchRunAsync(_fake.Run, CancellationToken.None);

        (report.LastCompletedId, report.LastFailedId).ShouldBe((3, 5));
    }

    [Fact]
    public async Task FetchRun_OfARestartingJob_HasItsExceptions()
    {
        _fake.JobManagerHasTheJob();
        _fake
            .JobManager.Json(
                "GET",
                "/jobs/overview",
                Recording
                    .Read("flink-jobs-overview-restarting")
                    .Body.Replace("f8bb042563e4640ee6f5a6f5675b6987", _fake.Run.FlinkJob.Value, StringComparison.Ordinal))
            .Play("GET", $"/jobs/{_fake.Run.FlinkJob}/exceptions", "flink-job-exceptions-crash-loop");

        var report = await _fake.Cluster.FetchRunAsync(_fake.Run, CancellationToken.None);

        report.State.ShouldBe(FlinkJobState.Restarting);
        report.Exceptions.Length.ShouldBe(16);
        report.Exceptions[^1].Name.ShouldBe("java.lang.IllegalStateException");
        report.Exceptions.ShouldAllBe(item => item.StackTrace.Length <= 4000);
        report.Exceptions.ShouldBe(report.Exceptions.OrderBy(item => item.At));
    }

    [Fact]
    public async Task Rule06_TheKnownAddressIsDead_IsResolvedAgainThroughTheResourceManager()
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
        _fake.Manager.On(
            "GET",
            $"/proxy/{FakeCluster.Application}/",
            async context =>
            {
                using var http = new HttpClient();
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync(
                    await http.GetStringAsync(new Uri(_fake.JobManager.Uri, context.Request.Path.Value!.Split(FakeCluster.Application.Value)[1])));
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

        var exception = await Should.ThrowAsync<ClusterUnreachableException>(() =>
            _fake.Cluster.FetchRunAsync(_fake.Run with { RestAddress = dead }, CancellationToken.None));

        exception.Message.ShouldContain(dead);
        _fake.Manager.Requests.ShouldNotContain(request => request.Path.StartsWith("/cluster", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("application_1700000000000_0007", true)]
    [InlineData("application_1700000000000_0008", false)]
    public async Task Rule06_SomebodyElsesJobManagerAtTheAddress_IsNotTakenForTheRuns(string owner, bool isOurs)
    {
        _fake.HasApp(FakeCluster.App("RUNNING", _fake.JobManager.Address));
        _fake
            .JobManager.Json("GET", "/jobs/overview", "{\"jobs\":[]}")
            .Json("GET", "/jobmanager/config", $$$"""[{"key":"high-availability.cluster-id","value":"{{{owner}}}"}]""");
        var call = _fake.Cluster.FetchRunAsync(_fake.Run, CancellationToken.None);

        if (isOurs)
            (await call).State.ShouldBe(FlinkJobState.Starting);
        else
            (await Should.ThrowAsync<ClusterUnreachableException>(() => call)).Message.ShouldContain(owner);
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
    public async Task Probe_OfARefusingPort_IsGone() =>
        (await ProbeAsync(_fake.Run with { RestAddress = FakeHttp.Refusing().Authority })).ShouldBe(JobManagerLife.Gone);

    /// <summary>What a job shows while no node has room for its run: a JobManager that "cannot be reached" alone sends people to look for a network fault.</summary>
    [Fact]
    public async Task FetchRun_BeforeAnyContainer_SaysWhatItWaitsFor()
    {
        _fake.HasApp(FakeCluster.App("ACCEPTED"));

        var exception = await Should.ThrowAsync<ClusterUnreachableException>(() => _fake.Cluster.FetchRunAsync(_fake.Run with { RestAddress = null }, CancellationToken.None));

        exception.Message.ShouldEndWith("The ResourceManager says ACCEPTED: it waits for a container, or starts in one.");
    }

    [Fact]
    public async Task Probe_WithoutAnAddressWhileTheApplicationLives_IsUnknown()
    {
        _fake.HasApp(FakeCluster.App("ACCEPTED"));

        (await ProbeAsync(_fake.Run with { RestAddress = null })).ShouldBe(JobManagerLife.Unknown);
    }

    [Fact]
    public async Task Probe_KilledBeforeAnyContainerWasStarted_IsGone()
    {
        _fake.HasApp(FakeCluster.App("KILLED"));

        (await ProbeAsync(_fake.Run with { RestAddress = null })).ShouldBe(JobManagerLife.Gone);
    }

    [Theory]
    [InlineData(404, 1_600_000_000_000, JobManagerLife.Gone)]
    [InlineData(200, 1_600_000_000_000, JobManagerLife.Unknown)]
    [InlineData(404, 1_800_000_000_000, JobManagerLife.Unknown)] // It started after the application: it cannot know what an older NodeManager left.
    public async Task Probe_KilledWithoutAnAddress_IsWhatTheContainersNodeManagerSays(int status, long startedOn, JobManagerLife life)
    {
        const string Container = "container_1700000000000_0007_01_000001";
        var app = FakeCluster.App("KILLED").Insert(1, $"\"startedTime\":1700000000000,\"amContainerLogs\":\"http://{_fake.JobManager.Address}/node/containerlogs/{Container}/root\",");
        _fake.HasApp(app);
        _fake.JobManager.Text("GET", $"/ws/v1/node/containers/{Container}", "{}", "application/json", status);
        _fake.JobManager.Json("GET", "/ws/v1/node/info", $$$"""{"nodeInfo":{"nmStartupTime":{{{startedOn}}}}}""");

        (await ProbeAsync(_fake.Run with { RestAddress = null })).ShouldBe(life);
    }

    [Theory]
    [InlineData("application_1700000000000_0007", JobManagerLife.Alive)]
    [InlineData("application_1700000000000_0008", JobManagerLife.Gone)]
    public async Task Probe_OfAJobManagerWithoutTheJob_DependsOnWhoseItIs(string owner, JobManagerLife life)
    {
        _fake
            .JobManager.Play("GET", "/jobs", "flink-job-not-found")
            .Json("GET", "/jobmanager/config", $$$"""[{"key":"high-availability.cluster-id","value":"{{{owner}}}"}]""");

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

    private Task<JobManagerLife> ProbeAsync(RunAddress run) => _fake.Cluster.ProbeJobManagerAsync(run, CancellationToken.None);

    [Fact]
    public async Task FetchFailure_OfARunCalledOverWhoseJobManagerStillAnswers_HasItsLog()
    {
        _fake.JobManagerHasTheJob();
        _fake.JobManager.Text("GET", "/jobmanager/log", "the last words", "text/plain");
        _fake.HasApp(FakeCluster.App("FAILED", finalStatus: "FAILED"));

        (await _fake.Cluster.FetchFailureAsync(_fake.Run, null, CancellationToken.None)).Evidence!.ShouldContain("the last words");
    }

    [Fact]
    public async Task FetchFailure_OfARunCalledOverWhoseAddressIsAnothers_LeavesItsLogAlone()
    {
        _fake.JobManager.Play("GET", "/jobs", "flink-job-not-found").Text("GET", "/jobmanager/log", "another's words", "text/plain");
        _fake.HasApp(FakeCluster.App("FAILED", finalStatus: "FAILED"));

        (await _fake.Cluster.FetchFailureAsync(_fake.Run, null, CancellationToken.None)).Evidence?.ShouldNotContain("another's words");
    }
}
