using ActorPlatform.Clusters.Tests.Fakes;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Clusters.Tests.Yarn;

public sealed class SavepointTests : IAsyncLifetime
{
    private static readonly SavepointRequest Request = new("000000000000000000000000000000aa", Stop: true, Drain: false, "CANONICAL");
    private FakeCluster _fake = null!;

    public async Task InitializeAsync() => _fake = await FakeCluster.StartAsync();

    public async Task DisposeAsync() => await _fake.DisposeAsync();

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

        progress.ShouldBe(
            new SavepointProgress.Completed(
                new SavepointFound("hdfs:///flink/savepoints/savepoint-e211db-f1353800623c", _fake.Time.GetUtcNow(), null)));
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
        _fake.JobManager.Json(
            "GET",
            "/jobs",
            """{"status":{"id":"COMPLETED"},"operation":{"failure-cause":{"class":"x","stack-trace":"a.BException: one\n\tat x.Y.z(Y.java:1)\nCaused by: java.io.IOException: disk full\n\tat x.Y.z(Y.java:2)\n"}}}""");

        (await _fake.Cluster.FetchSavepointAsync(_fake.Run, Request, CancellationToken.None)).ShouldBe(
            new SavepointProgress.Failed("java.io.IOException: disk full"));
    }

    [Fact]
    public async Task FindSavepoint_InTheTriggersFolder_TakesOnlyACompleteOne()
    {
        const string folder = "/webhdfs/v1/flink/savepoints/job-1/run-3/" + "000000000000000000000000000000aa";
        _fake
            .NameNode.Json(
                "GET",
                folder,
                """{"FileStatuses":{"FileStatus":[{"pathSuffix":"savepoint-1","type":"DIRECTORY"},{"pathSuffix":"savepoint-2","type":"DIRECTORY"}]}}""")
            .Json(
                "GET",
                folder + "/savepoint-1",
                """{"FileStatuses":{"FileStatus":[{"pathSuffix":"_metadata","type":"FILE","length":0,"modificationTime":2000}]}}""")
            .Json(
                "GET",
                folder + "/savepoint-2",
                """{"FileStatuses":{"FileStatus":[{"pathSuffix":"_metadata","type":"FILE","length":5,"modificationTime":1000},{"pathSuffix":"x","type":"FILE","length":7}]}}""");

        var found = await _fake.Cluster.FindSavepointAsync(_fake.Run.Job, 3, Request.TriggerId, CancellationToken.None);

        found.ShouldBe(
            new SavepointFound(
                $"hdfs:///flink/savepoints/job-1/run-3/{Request.TriggerId}/savepoint-2",
                DateTimeOffset.FromUnixTimeMilliseconds(1000),
                12));
        _fake.NameNode.Play("GET", folder, "webhdfs-liststatus-not-found");
        (await _fake.Cluster.FindSavepointAsync(_fake.Run.Job, 3, Request.TriggerId, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task FindCheckpoints_OfARunThatIsGone_TakesTheCompleteOnesInTheirOrder()
    {
        var folder = $"/webhdfs/v1/flink/checkpoints/{_fake.Run.FlinkJob}";
        _fake.NameNode.Json("GET", folder, Listing("""{"pathSuffix":"chk-10","type":"DIRECTORY"},{"pathSuffix":"chk-9","type":"DIRECTORY"},{"pathSuffix":"chk-11","type":"DIRECTORY"},{"pathSuffix":"shared","type":"DIRECTORY"}"""))
            .Json("GET", folder + "/chk-9", Listing("""{"pathSuffix":"_metadata","type":"FILE","length":5,"modificationTime":1000}"""))
            .Json("GET", folder + "/chk-10", Listing("""{"pathSuffix":"_metadata","type":"FILE","length":6,"modificationTime":2000}"""))
            .Json("GET", folder + "/chk-11", Listing("""{"pathSuffix":"part","type":"FILE","length":7,"modificationTime":3000}"""));

        var found = await _fake.Cluster.FindCheckpointsAsync(_fake.Run, CancellationToken.None);

        found.Select(c => (c.Id, c.Path, c.SizeBytes)).ShouldBe([(9, $"hdfs:///flink/checkpoints/{_fake.Run.FlinkJob}/chk-9", 5), (10, $"hdfs:///flink/checkpoints/{_fake.Run.FlinkJob}/chk-10", 6)]);
        _fake.NameNode.Play("GET", folder, "webhdfs-liststatus-not-found");
        (await _fake.Cluster.FindCheckpointsAsync(_fake.Run, CancellationToken.None)).ShouldBeEmpty();
    }

    private static string Listing(string files) => $$$"""{"FileStatuses":{"FileStatus":[{{{files}}}]}}""";
}
