using ActorPlatform.Clusters.Tests.Fakes;
using ActorPlatform.Jobs.Ports;
using Microsoft.AspNetCore.Http;

namespace ActorPlatform.Clusters.Tests.Yarn;

public sealed class SweepAndKillTests : IAsyncLifetime
{
    private FakeCluster _fake = null!;

    public async Task InitializeAsync() => _fake = await FakeCluster.StartAsync();

    public async Task DisposeAsync() => await _fake.DisposeAsync();

    [Fact]
    public async Task Sweep_OfLivingAndEnded_AsksInBulkByTheInstallationsTag()
    {
        Answer(
            living: [FakeCluster.App("RUNNING"), FakeCluster.App("RUNNING", tags: "somebody", id: "application_1_0001")],
            ended: [FakeCluster.App("KILLED", id: "application_1_0002")]);

        var sweep = await _fake.Cluster.FetchApplicationsAsync(CancellationToken.None);

        sweep.Settled.ShouldBeTrue();
        sweep.Applications.Select(app => app.State).ShouldBe([ApplicationState.Running, ApplicationState.Killed]);
        var queries = _fake.Manager.Requests.Where(request => request.Path == "/ws/v1/cluster/apps").Select(request => request.Query).ToList();
        queries.Count.ShouldBe(2);
        queries.ShouldAllBe(query =>
            query.StartsWith("?applicationTags=ap-test&states=", StringComparison.Ordinal)
            && query.Contains("deSelects=resourceRequests", StringComparison.Ordinal));
        var since = (_fake.Time.GetUtcNow() - TimeSpan.FromMinutes(15)).ToUnixTimeMilliseconds();
        queries[1].ShouldContain($"states=FINISHED,FAILED,KILLED&finishedTimeBegin={since}");
    }

    [Fact]
    public async Task Sweep_OfAnApplicationThatEndsBetweenTheQueries_TellsTheEnd()
    {
        Answer(living: [FakeCluster.App("RUNNING")], ended: [FakeCluster.App("FINISHED", finalStatus: "SUCCEEDED")]);

        (await _fake.Cluster.FetchApplicationsAsync(CancellationToken.None))
            .Applications.ShouldHaveSingleItem()
            .State.ShouldBe(ApplicationState.Finished);
    }

    /// <summary>It is read while it comes in: what is no answer must be told as elsewhere.</summary>
    [Theory]
    [InlineData("""{"apps":{"app":[{"id":1}]}}""", "application/json", "unexpected at $.apps.app[0].id")]
    [InlineData("""{"apps":{"app":[{"id":"application_1_""", "application/json", "unexpected at $.apps.app[0].id")]
    [InlineData("<html>a proxy's page</html>", "text/html", "not the expected JSON")]
    public async Task Sweep_WhenGarbageIsAnswered_SaysWhatWasUnexpected(string body, string contentType, string why)
    {
        _fake.Manager.Text("GET", "/ws/v1/cluster/apps", body, contentType, 200);

        var thrown = await Should.ThrowAsync<ClusterUnreachableException>(() => _fake.Cluster.FetchApplicationsAsync(CancellationToken.None));

        thrown.Message.ShouldContain(why);
    }

    [Fact]
    public async Task Sweep_OnAYoungManager_IsNotSettled()
    {
        _fake.Started(_fake.Time.GetUtcNow().ToUnixTimeMilliseconds());

        (await _fake.Cluster.FetchApplicationsAsync(CancellationToken.None)).Settled.ShouldBeFalse();
    }

    [Fact]
    public async Task Sweep_ThatMayBeCut_IsNotSettled()
    {
        _fake.Options.Bounds.MaxApplications = 1;
        Answer(living: [FakeCluster.App("RUNNING")], ended: []);

        (await _fake.Cluster.FetchApplicationsAsync(CancellationToken.None)).Settled.ShouldBeFalse();
    }

    [Fact]
    public async Task Sweep_OnAnOlderHadoop_AsksAgainWithoutWhatItDoesNotKnow()
    {
        _fake.Manager.On(
            "GET",
            "/ws/v1/cluster/apps",
            context =>
            {
                context.Response.StatusCode = context.Request.Query.ContainsKey("deSelects") ? 400 : 200;
                return context.Response.WriteAsync("{\"apps\":{}}");
            });

        (await _fake.Cluster.FetchApplicationsAsync(CancellationToken.None)).Applications.ShouldBeEmpty();
    }

    [Fact]
    public async Task Sweep_WhileTheNameNodeAnswers_HasNoTrouble()
    {
        _fake.NameNode.Play("GET", "/webhdfs/v1/flink", "webhdfs-getfilestatus-dir");

        (await _fake.Cluster.FetchApplicationsAsync(CancellationToken.None)).FileSystemTrouble.ShouldBeNull();
    }

    [Theory]
    [InlineData("webhdfs-standby-read", "StandbyException")]
    [InlineData("webhdfs-forbidden", "Permission denied")]
    public async Task Sweep_WhileTheNameNodeIsNoHelp_SaysWhyAndStillTellsTheApplications(string recording, string why)
    {
        Answer(living: [FakeCluster.App("RUNNING")], ended: []);
        _fake.NameNode.Play("GET", "/webhdfs/v1/flink", recording);

        var sweep = await _fake.Cluster.FetchApplicationsAsync(CancellationToken.None);

        sweep.Applications.ShouldHaveSingleItem();
        sweep.FileSystemTrouble!.ShouldContain(why);
    }

    [Fact]
    public async Task Sweep_WhileTheNameNodeBreaksOff_NamesItsAddress()
    {
        _fake.NameNode.Break("GET", "/webhdfs/v1/flink");

        (await _fake.Cluster.FetchApplicationsAsync(CancellationToken.None)).FileSystemTrouble!.ShouldContain(_fake.NameNode.Address);
    }

    [Fact]
    public async Task Rule06_ApplicationsAreOursByTheirTags_NeverByTheirName()
    {
        _fake.Manager.Play("GET", "/ws/v1/cluster/apps", "rm-apps-states-filter");

        (await _fake.Cluster.FetchApplicationsAsync(CancellationToken.None)).Applications.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("rm-put-state-killed")]
    [InlineData("rm-put-state-killed-of-finished")]
    [InlineData("rm-app-not-found")]
    public async Task Kill_OfALivingFinalOrUnknownApplication_IsNoError(string answer)
    {
        _fake.Manager.Play("PUT", $"/ws/v1/cluster/apps/{FakeCluster.Application}/state", answer);

        await _fake.Cluster.KillAsync(FakeCluster.Application, CancellationToken.None);

        _fake.Manager.Requests.ShouldHaveSingleItem().Body.ShouldBe("{\"state\":\"KILLED\"}");
    }

    [Fact]
    public async Task Kill_ThatIsNotTaken_IsUnknown()
    {
        _fake.Manager.Text("PUT", "/ws/v1/cluster/apps", "no", "text/plain", 403);

        await Should.ThrowAsync<ClusterUnreachableException>(() => _fake.Cluster.KillAsync(FakeCluster.Application, CancellationToken.None));
    }

    [Fact]
    public async Task Capacity_OfRecordedAnswers_IsPutTogether()
    {
        _fake.Manager.Play("GET", "/ws/v1/cluster/metrics", "rm-cluster-metrics").Play("GET", "/ws/v1/cluster/scheduler", "rm-cluster-scheduler");

        (await _fake.Cluster.FetchCapacityAsync(CancellationToken.None)).ShouldBe(new ClusterCapacity("3.4.3", 8192, 6912, 8, 6, 1, 0, 1, 8192, 4));
    }

    private void Answer(string[] living, string[] ended) =>
        _fake.Manager.On(
            "GET",
            "/ws/v1/cluster/apps",
            context =>
            {
                context.Response.ContentType = "application/json";
                var apps = context.Request.Query["states"].ToString().Contains("RUNNING", StringComparison.Ordinal) ? living : ended;
                return context.Response.WriteAsync(apps.Length == 0 ? "{\"apps\":{}}" : $$$"""{"apps":{"app":[{{{string.Join(',', apps)}}}]}}""");
            });
}
