using ActorPlatform.Hdfs;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Clusters.Tests.Sandbox;

/// <summary>The control routes: the truth, and faults on request.</summary>
public sealed class ControlTests : IAsyncLifetime
{
    private SandboxSite _site = null!;

    public async Task InitializeAsync() => _site = await SandboxSite.StartAsync(keeps: true);

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task Truth_OfEverythingSubmitted_HasItsTimesAndItsOrigin()
    {
        var run = await _site.SubmitAsync(SandboxSite.Plan(SandboxSite.Spec()));
        var waiting = await run.TruthAsync();
        _site.Time.Advance(TimeSpan.FromSeconds(11));
        var living = await run.TruthAsync();
        await _site.Cluster.KillAsync(run.Application, CancellationToken.None);
        var ended = await run.TruthAsync();

        waiting.GetProperty("state").GetString().ShouldBe("ACCEPTED");
        waiting.TryGetProperty("liveFrom", out _).ShouldBeFalse();
        living.GetProperty("name").GetString().ShouldBe("sandbox-run");
        living.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()).ShouldBe([$"ap-job-{run.Plan.Job}", "ap-run-1", "ap-sandboxtest"]);
        living.GetProperty("submittedAt").GetDateTimeOffset().ShouldBeLessThan(living.GetProperty("liveFrom").GetDateTimeOffset());
        living.TryGetProperty("liveUntil", out _).ShouldBeFalse();
        living.TryGetProperty("restoredFrom", out _).ShouldBeFalse();
        living.GetProperty("checkpoints").EnumerateArray().Select(item => item.GetProperty("id").GetInt64()).ShouldBe([2, 1]);
        ended.GetProperty("liveUntil").GetDateTimeOffset().ShouldBe(_site.Time.GetUtcNow(), TimeSpan.FromMilliseconds(1));
        ended.GetProperty("state").GetString().ShouldBe("KILLED");
    }

    [Fact]
    public async Task Kill_OfACluster_EndsAllOfItAndLeavesItsFiles()
    {
        var run = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec()));
        _site.Time.Advance(TimeSpan.FromSeconds(10));
        var last = (await run.ReportAsync()).Completed[^1];

        await _site.PostAsync("kill");

        var refused = await Should.ThrowAsync<ClusterUnreachableException>(run.FindAsync);
        refused.NotSent.ShouldBeTrue();
        (await run.ProbeAsync()).ShouldBe(JobManagerLife.Gone);
        (await run.TruthAsync()).GetProperty("liveUntil").GetDateTimeOffset().ShouldBe(_site.Time.GetUtcNow(), TimeSpan.FromMilliseconds(1));

        _site.Time.Advance(TimeSpan.FromMinutes(1));
        await _site.PostAsync("start");

        (await run.FindAsync()).ShouldBeOfType<ApplicationLookup.Missing>();
        (await _site.Hdfs.FindAsync(HdfsPath.Of(last.Path).Under("_metadata"), CancellationToken.None)).ShouldNotBeNull();
        (await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec(), 2, run.Plan.Job, SandboxSite.Restore(last.Path)))).ShouldNotBeNull();
    }

    [Fact]
    public async Task Pause_OfACluster_LetsRequestsWaitAndItsJobsLive()
    {
        var run = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec("--rate", "100")));

        await _site.PostAsync("pause");
        var asked = run.FindAsync();
        _site.Time.Advance(TimeSpan.FromSeconds(10));
        (await run.TruthAsync()).GetProperty("records").GetInt64().ShouldBeGreaterThanOrEqualTo(1000);
        asked.IsCompleted.ShouldBeFalse();
        await _site.PostAsync("resume");

        (await asked).ShouldBeOfType<ApplicationLookup.Found>();
    }

    [Theory]
    [InlineData("resource-manager", "ws/v1/cluster/info")]
    [InlineData("name-node", "webhdfs/v1/?op=GETFILESTATUS")]
    [InlineData("job-managers", "jobmanagers/1/jobs/overview")]
    public async Task Pause_OfOnePart_LetsRequestsToTheOthersPass(string part, string waits)
    {
        string[] all = ["ws/v1/cluster/info", "webhdfs/v1/?op=GETFILESTATUS", "jobmanagers/1/jobs/overview"];
        await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec()));

        await _site.PostAsync($"pause?of={part}");
        var asked = StatusAsync(waits);
        foreach (var path in all.Where(path => path != waits))
            (await StatusAsync(path)).ShouldBe(200, path);
        asked.IsCompleted.ShouldBeFalse();
        await _site.PostAsync("resume");

        (await asked).ShouldBe(200);
    }

    [Fact]
    public async Task Slow_Cluster_AnswersLateUntilItIsEnded()
    {
        var run = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec()));

        await _site.PostAsync("slow?latency=2s&errors=0");
        var asked = run.FindAsync();
        await SeenAsync("GET /ws/v1/cluster/apps/{id}");
        asked.IsCompleted.ShouldBeFalse();
        while (!asked.IsCompleted)
        {
            _site.Time.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
        }

        (await asked).ShouldBeOfType<ApplicationLookup.Found>();
        await _site.PostAsync("slow?latency=0&errors=0");

        (await run.FindAsync()).ShouldBeOfType<ApplicationLookup.Found>();
    }

    [Fact]
    public async Task Slow_WithErrors_GivesAShareOf500s()
    {
        await _site.PostAsync("slow?errors=0.5");

        var failed = 0;
        for (var i = 0; i < 200; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_site.Address, "/ws/v1/cluster/info"));
            using var answer = await _site.SendAsync(request);
            failed += (int)answer.StatusCode == 500 ? 1 : 0;
        }

        failed.ShouldBeInRange(60, 140);
    }

    [Theory]
    [InlineData("slow?latency=soon")]
    [InlineData("pause?of=everything")]
    [InlineData("slow?errors=2")]
    [InlineData("facts?nonsense=1")]
    public async Task Fault_WithABadValue_IsRefusedAndChangesNothing(string route)
    {
        (await _site.PostAsync(route, 400)).GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();

        (await _site.Cluster.FetchCapacityAsync(CancellationToken.None)).Nodes.ShouldBe(1);
    }

    [Fact]
    public async Task Fail_OfAnApplication_FailsItsJobForGood()
    {
        var run = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec()));

        await _site.PostAsync($"applications/{run.Application}/fail");
        _site.Time.Advance(TimeSpan.FromSeconds(1));

        (await run.LookUpAsync()).ShouldNotBeNull().Final.ShouldBe(FinalStatus.Failed);
    }

    [Fact]
    public async Task Lose_OfAnApplication_MakesItUnknown()
    {
        var run = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec()));

        await _site.PostAsync($"applications/{run.Application}/lose");

        (await run.FindAsync()).ShouldBe(new ApplicationLookup.Missing(Settled: true));
        (await _site.Cluster.FetchApplicationsAsync(CancellationToken.None)).Applications.ShouldBeEmpty();
        (await run.TruthAsync()).TryGetProperty("liveUntil", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Requests_OfTheEngine_AreCountedByRouteAndSecond()
    {
        await _site.Cluster.FetchApplicationsAsync(CancellationToken.None);

        var counts = await _site.GetAsync(new Uri(_site.Control, "/sandbox/clusters/a/requests"));

        counts.GetProperty("totals").GetProperty("GET /ws/v1/cluster/apps").GetInt64().ShouldBe(2);
        counts.GetProperty("totals").GetProperty("GET /webhdfs/v1?op=GETFILESTATUS").GetInt64().ShouldBe(1);
        counts.GetProperty("seconds")[0].GetProperty("routes").GetProperty("GET /ws/v1/cluster/info").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Callers_OfAnApplication_AreThoseWhoAskedAboutIt()
    {
        var run = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec()));
        await _site.PostAsync($"applications/{run.Application}/fail");
        await run.LookUpAsync();

        var callers = await _site.GetAsync(new Uri(_site.Control, "/sandbox/clusters/a/callers"));
        var turn = callers.GetProperty(run.Application.Value).EnumerateArray().ShouldHaveSingleItem();

        turn.GetProperty("caller").GetString().ShouldBe("actorplatform");
        turn.GetProperty("acts").GetArrayLength().ShouldBe(1);
        turn.GetProperty("requests").GetInt32().ShouldBeGreaterThan(1);
        turn.GetProperty("until").GetDateTimeOffset().ShouldBeGreaterThanOrEqualTo(turn.GetProperty("from").GetDateTimeOffset());
    }

    [Fact]
    public async Task Restart_OfTheSandbox_ChangesNothing()
    {
        var run = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec("--rate", "100")));
        _site.Time.Advance(TimeSpan.FromSeconds(12));
        var request = new SavepointRequest("00000000000000000000000000000d04", Stop: false, Drain: false, "CANONICAL");
        var saved = (await run.SaveAsync(request)).ShouldBeOfType<SavepointProgress.Completed>().Savepoint;
        var jar = HdfsPath.Of("/jars/mine.jar");
        await _site.Hdfs.WriteAsync(jar, () => new MemoryStream([1, 2, 3]), overwrite: true, CancellationToken.None);
        var (before, written) = ((await run.TruthAsync()).ToString(), await _site.Hdfs.FindAsync(jar, CancellationToken.None));

        await _site.RestartAsync();

        (await run.TruthAsync()).ToString().ShouldBe(before);
        (await _site.Hdfs.FindAsync(jar, CancellationToken.None)).ShouldBe(written);
        (await _site.Hdfs.ReadAsync(jar, 1, 10, CancellationToken.None)).ShouldBe([2, 3]);
        (await _site.Cluster.FindSavepointAsync(run.Plan.Job, 1, request.TriggerId, CancellationToken.None)).ShouldBe(saved);
        _site.Time.Advance(TimeSpan.FromSeconds(5));
        (await run.TruthAsync()).GetProperty("records").GetInt64().ShouldBeGreaterThan(1700);
    }

    [Fact]
    public async Task Restart_AfterALineWasCut_LosesThatCommandOnly()
    {
        var run = await _site.StartAsync(SandboxSite.Plan(SandboxSite.Spec()));
        var jar = HdfsPath.Of("/jars/mine.jar");
        await _site.Hdfs.WriteAsync(jar, () => new MemoryStream([1]), overwrite: true, CancellationToken.None);

        await _site.RestartAsync(log => File.WriteAllBytes(log, File.ReadAllBytes(log)[..^5]));
        var cut = await _site.Hdfs.FindAsync(jar, CancellationToken.None);
        await _site.Hdfs.WriteAsync(jar, () => new MemoryStream([1, 2]), overwrite: true, CancellationToken.None);
        await _site.RestartAsync();

        cut.ShouldBeNull();
        (await _site.Hdfs.ReadAsync(jar, 0, 10, CancellationToken.None)).ShouldBe([1, 2]);
        (await run.LookUpAsync()).ShouldNotBeNull().State.ShouldBe(ApplicationState.Running);
    }

    [Fact]
    public async Task Files_ThatNobodyNames_TakeNoRoom()
    {
        var folder = HdfsPath.Of("/jars");
        await _site.Hdfs.WriteAsync(folder.Under("a.jar"), () => new MemoryStream([1]), overwrite: true, CancellationToken.None);
        await _site.Hdfs.WriteAsync(folder.Under("a.jar"), () => new MemoryStream([2]), overwrite: true, CancellationToken.None);
        await Should.ThrowAsync<HdfsRefusedException>(() => _site.Hdfs.WriteAsync(folder.Under("a.jar"), () => new MemoryStream([3]), overwrite: false, CancellationToken.None));
        var written = _site.KeptFiles;

        await _site.Hdfs.DeleteAsync(folder, recursive: true, CancellationToken.None);
        await _site.RestartAsync();

        written.ShouldBe(1);
        _site.KeptFiles.ShouldBe(0);
        (await _site.Hdfs.FindAsync(folder, CancellationToken.None)).ShouldBeNull();
    }

    private async Task<int> StatusAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_site.Address, path));
        using var answer = await _site.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private async Task SeenAsync(string route)
    {
        while (true)
        {
            var counts = await _site.GetAsync(new Uri(_site.Control, "/sandbox/clusters/a/requests"));
            if (counts.GetProperty("totals").TryGetProperty(route, out _))
                return;
            await Task.Yield();
        }
    }
}
