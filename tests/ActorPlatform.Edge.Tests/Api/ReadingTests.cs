using System.Text.Json;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Jobs.Runs;

namespace ActorPlatform.Edge.Tests.Api;

public sealed class ReadingTests(ApiHost host) : IClassFixture<ApiHost>, IDisposable
{
    private static readonly DateTimeOffset s_at = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public void Dispose()
    {
        host.Jobs.ReadFault = null;
        host.Jobs.Sight = Sight.Clear;
        host.Jobs.EventsOutdated = false;
    }

    [Fact]
    public async Task Get_JobWithARun_HasTheContractsShape()
    {
        var id = await RunningAsync("get-running");

        var response = await host.GetAsync($"/api/v1/jobs/{id}");

        response.Status.ShouldBe(200);
        response.Headers.ETag!.ToString().ShouldBe("\"1\"");
        response.Text("status").ShouldBe("RESTARTING");
        response.Text("phase").ShouldBe("BACKING_OFF");
        var run = response.Json.GetProperty("run");
        run.GetProperty("number").GetInt32().ShouldBe(4);
        run.GetProperty("applicationId").GetString().ShouldBe("application_1_0004");
        run.GetProperty("flinkJobId").GetString().ShouldBe("ff04");
        run.GetProperty("startedAt").GetString().ShouldBe("2026-01-02T03:04:05.000Z");
        var failure = response.Json.GetProperty("failure");
        failure.GetProperty("class").GetString().ShouldBe("USER_CODE");
        failure.GetProperty("rootCause").GetString().ShouldBe("NullPointerException");
        var next = response.Json.GetProperty("nextAction");
        next.GetProperty("action").GetString().ShouldNotBeNull().ShouldContain("Start run 5");
        next.GetProperty("at").GetString().ShouldBe("2026-01-02T03:05:05.000Z");
        response.Json.GetProperty("healthReasons")[0].GetString().ShouldBe("it failed");
        response.Json.ToString().ShouldNotContain(":null");
    }

    [Fact]
    public async Task Get_WorldNotSeen_SaysSinceWhen()
    {
        var id = await host.DefineAsync("get-unseen");
        host.Jobs.Sight = new Sight(Visibility.Unreachable, s_at, "http://rm1:8088: connection refused");

        var response = await host.GetAsync($"/api/v1/jobs/{id}");

        response.Text("visibility").ShouldBe("UNREACHABLE");
        response.Text("visibilitySince").ShouldBe("2026-01-02T03:04:05.000Z");
        response.Text("visibilityReason").ShouldBe("http://rm1:8088: connection refused");
    }

    [Fact]
    public async Task Get_Refresh_LooksAtTheClusterWithinItsBound()
    {
        var id = await host.DefineAsync("get-refresh");

        (await host.GetAsync($"/api/v1/jobs/{id}?refresh=true")).Status.ShouldBe(200);

        host.Jobs.Refreshes.ShouldBe([TimeSpan.FromSeconds(5)]);
    }

    [Fact]
    public async Task Runs_OfAJob_TellTagAndEvidence()
    {
        var id = await RunningAsync("runs");

        var run = (await host.GetAsync($"/api/v1/jobs/{id}/runs")).Json.GetProperty("items")[0];

        run.GetProperty("number").GetInt32().ShouldBe(4);
        run.GetProperty("cluster").GetString().ShouldBe("a");
        run.GetProperty("tag").GetString().ShouldBe("ap-run-4");
        run.GetProperty("started").GetString().ShouldBe("2026-01-02T03:04:05.000Z");
        run.GetProperty("ended").GetString().ShouldBe("2026-01-02T03:04:05.000Z");
        run.GetProperty("outcome").GetString().ShouldBe("FAILED");
        run.GetProperty("evidence").GetProperty("proof").GetString().ShouldBe("gone");
        run.GetProperty("evidence").TryGetProperty("diagnostics", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Exceptions_OfARun_AreKept()
    {
        var id = await RunningAsync("exceptions");

        var items = (await host.GetAsync($"/api/v1/jobs/{id}/runs/4/exceptions")).Json.GetProperty("items");

        items[0].GetProperty("name").GetString().ShouldBe("java.lang.NullPointerException");
        (await host.GetAsync($"/api/v1/jobs/{id}/runs/9/exceptions")).ShouldBeProblem(404, "run.not-found");
        (await host.GetAsync($"/api/v1/jobs/{id}/runs/x/exceptions")).ShouldBeProblem(404, "run.not-found");
    }

    [Fact]
    public async Task RestorePoints_OfAJob_HaveTheContractsShape()
    {
        var id = await RunningAsync("points");

        var point = (await host.GetAsync($"/api/v1/jobs/{id}/restore-points")).Json.GetProperty("items")[0];

        JsonElement.DeepEquals(point, JsonElement.Parse("""
            { "id": "r4-c17", "run": 4, "kind": "CHECKPOINT", "path": "hdfs:///flink/chk-17", "completed": "2026-01-02T03:04:05.000Z", "sizeBytes": 1234, "flinkVersion": "1.20",
              "on": [{ "cluster": "a", "proof": "UNPROVEN" }] }
            """)).ShouldBeTrue(point.ToString());
    }

    [Fact]
    public async Task Explain_OfAJob_TellsCandidatesAndReasons()
    {
        var id = await RunningAsync("explain");

        var decision = (await host.GetAsync($"/api/v1/jobs/{id}/explain")).Json.GetProperty("items")[0];

        JsonElement.DeepEquals(decision, JsonElement.Parse("""
            { "at": "2026-01-02T03:04:05.000Z", "kind": "RESTORE", "chosen": "r4-c17", "candidates": [{ "id": "r3-c2", "why": "older" }], "reasons": ["newest"] }
            """)).ShouldBeTrue(decision.ToString());
    }

    [Fact]
    public async Task Events_OfAJob_ArePaged()
    {
        var id = await host.DefineAsync("events");

        var first = await host.GetAsync($"/api/v1/jobs/{id}/events?after=0&limit=10");
        var second = await host.GetAsync($"/api/v1/jobs/{id}/events?after=8");

        var item = first.Json.GetProperty("items")[0];
        item.GetProperty("position").GetString().ShouldBe("8");
        item.GetProperty("type").GetString().ShouldBe("job-defined");
        item.GetProperty("data").GetProperty("$").GetString().ShouldBe("job-defined");
        first.Text("next").ShouldBe("8");
        second.Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Events_PositionFromBeforeARestore_Answers410()
    {
        var id = await host.DefineAsync("events-outdated");
        host.Jobs.EventsOutdated = true;

        (await host.GetAsync($"/api/v1/jobs/{id}/events?after=99")).ShouldBeProblem(410, "events.position-outdated");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/runs")]
    [InlineData("/runs/1/exceptions")]
    [InlineData("/restore-points")]
    [InlineData("/events")]
    [InlineData("/explain")]
    [InlineData("/spec/versions")]
    public async Task Read_UnknownJob_Answers404(string path) => (await host.GetAsync($"/api/v1/jobs/job-none{path}")).ShouldBeProblem(404, "job.not-found");

    [Theory]
    [InlineData("")]
    [InlineData("/runs")]
    [InlineData("/events")]
    [InlineData("/explain")]
    public async Task Read_StorageAway_Answers503(string path)
    {
        var id = await host.DefineAsync("read-away");
        host.Jobs.ReadFault = new JobUnavailableException("the database does not answer");

        var response = await host.GetAsync($"/api/v1/jobs/{id}{path}");

        response.ShouldBeProblem(503, "service.unavailable");
        response.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task Read_UnexpectedFault_IsLoggedOnceAndToldWithoutItsText()
    {
        var id = await host.DefineAsync("read-fault");
        host.Jobs.ReadFault = new FormatException("secret inside");

        var response = await host.GetAsync($"/api/v1/jobs/{id}");

        response.ShouldBeProblem(500, "internal");
        response.Json.ToString().ShouldNotContain("secret");
        host.Log.Entries.Where(e => e.Id.Id == 5000).ShouldHaveSingleItem().Text.ShouldContain("secret inside");
    }

    [Fact]
    public async Task Clusters_Configured_AreShown()
    {
        host.Jobs.Clusters = [new ClusterSight(
            "a", "yarn", Sight.Clear, new ClusterCapacity("3.3.6", 8192, 4096, 8, 4, 2, 0, 3, 4096, 4), 3, new ClusterTraffic(1.234, new Dictionary<string, string> { ["http://rm:8088"] = "CLOSED" }))];

        var cluster = (await host.GetAsync("/api/v1/clusters")).Json.GetProperty("items")[0];

        cluster.GetProperty("kind").GetString().ShouldBe("YARN");
        cluster.GetProperty("visibility").GetString().ShouldBe("SEEN");
        cluster.GetProperty("running").GetInt32().ShouldBe(3);
        cluster.GetProperty("capacity").GetProperty("freeMemoryMb").GetInt64().ShouldBe(4096);
        cluster.GetProperty("pollsPerSecond").GetDouble().ShouldBe(1.23);
        cluster.GetProperty("breakers").GetProperty("http://rm:8088").GetString().ShouldBe("CLOSED");
        (await host.GetAsync("/api/v1/clusters/a")).Text("name").ShouldBe("a");
        (await host.GetAsync("/api/v1/clusters/z")).ShouldBeProblem(404, "cluster.not-found");
    }

    [Fact]
    public async Task Health_OfTheProcess_IsUp()
    {
        (await host.GetAsync("/healthz")).Text("status").ShouldBe("UP");
        (await host.GetAsync("/readyz")).Text("status").ShouldBe("UP");
    }

    private async Task<string> RunningAsync(string externalId)
    {
        var id = await host.DefineAsync(externalId);
        var run = new Run
        {
            Number = 4, SpecVersion = 1, Cluster = "a", FlinkJob = new FlinkJobId("ff04"), PlannedAt = s_at, Application = new ApplicationId("application_1_0004"), AcceptedAt = s_at,
            End = new RunEnd(RunOutcome.Failed, "gone", "", s_at), Exceptions = [new RunException(s_at, "java.lang.NullPointerException", "at X", null)],
        };
        host.Jobs.Put(host.Jobs.StateOf(new JobId(id)) with
        {
            Status = JobStatus.Restarting,
            Phase = JobPhase.BackingOff,
            Due = s_at.AddMinutes(1),
            Health = Health.Red,
            HealthReasons = ["it failed"],
            LastRun = 4,
            Runs = [run],
            Failure = new Failure(FailureClass.UserCode, "It threw.", "NullPointerException", null, s_at),
            Ledger = [new RestorePoint
            {
                Id = new RestorePointId("r4-c17"), Run = 4, Kind = RestorePointKind.Checkpoint, Path = "hdfs:///flink/chk-17", CompletedAt = s_at, SizeBytes = 1234, FlinkVersion = "1.20", Cluster = "a",
            }],
            Decisions = [new JobDecision(s_at, "RESTORE", "r4-c17", [new Candidate("r3-c2", "older")], ["newest"])],
        });
        return id;
    }
}
