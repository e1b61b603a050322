using System.Collections.Immutable;
using ActorPlatform.Clusters.Tests.Fakes;
using ActorPlatform.Clusters.Tests.Flink;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Jobs.RestorePoints;
using ActorPlatform.Jobs.Retry;
using ActorPlatform.Jobs.Specs;
using Microsoft.AspNetCore.Http;

namespace ActorPlatform.Clusters.Tests.Yarn;

public sealed class PreparationTests : IAsyncLifetime
{
    private const string File = """{"FileStatus":{"type":"FILE","length":10,"modificationTime":1700000000001,"permission":"644"}}""";
    private FakeCluster _fake = null!;
    private string _libs = "";

    public async Task InitializeAsync()
    {
        _fake = await FakeCluster.StartAsync();
        _libs = Libs("flink-dist-1.20.5.jar", 5);
        _fake.NameNode.Json("GET", "/webhdfs/v1", File);
        _fake.NameNode.On("GET", "/webhdfs/v1/flink-dist/lib", context => context.Response.WriteAsync(_libs));
        _fake.Manager.Json(
            "POST",
            "/ws/v1/cluster/apps/new-application",
            $$$"""{"application-id":"{{{FakeCluster.Application}}}","maximum-resource-capability":{"memory":8192,"vCores":4}}""");
        _fake.Manager.On(
            "POST",
            "/ws/v1/cluster/apps",
            context =>
            {
                if (context.Request.Path.Value!.EndsWith("new-application", StringComparison.Ordinal))
                    return context.Response.WriteAsync(
                        $$$"""{"application-id":"{{{FakeCluster.Application}}}","maximum-resource-capability":{"memory":8192,"vCores":4}}""");
                context.Response.StatusCode = 202;
                return Task.CompletedTask;
            });
    }

    public async Task DisposeAsync() => await _fake.DisposeAsync();

    [Fact]
    public async Task PrepareAndPost_OfAGoodPlan_TakeTwoCallsToTheManager()
    {
        var plan = Plans.Of(Plans.Spec("--rate", "1"));

        (await _fake.Cluster.PrepareAsync(plan, CancellationToken.None)).ShouldBe(new PrepareOutcome.Prepared(FakeCluster.Application));
        (await _fake.Cluster.PostAsync(plan, FakeCluster.Application, CancellationToken.None)).ShouldBeOfType<PostOutcome.Accepted>();

        _fake.Manager.Requests.Count.ShouldBe(2);
        var asked = _fake.NameNode.Requests.Count;
        await _fake.Cluster.PostAsync(plan, FakeCluster.Application, CancellationToken.None);
        _fake.NameNode.Requests.Count.ShouldBe(asked);
        var posts = _fake.Manager.Requests.Where(request => request.Path == "/ws/v1/cluster/apps").ToList();
        posts.Count.ShouldBe(2);
        posts[0].ContentType!.ShouldStartWith("application/json");
        posts[0].Body.ShouldBe(posts[1].Body);
    }

    [Fact]
    public async Task Post_AfterTheCacheHasAged_ListsTheJarsAgain()
    {
        var plan = Plans.Of(Plans.Spec());
        await _fake.Cluster.PostAsync(plan, FakeCluster.Application, CancellationToken.None);
        _libs = Libs("flink-dist-1.20.5.jar", 6);

        await _fake.Cluster.PostAsync(plan, FakeCluster.Application, CancellationToken.None);
        _fake.Time.Advance(_fake.Options.Timeouts.FilesCache);
        await _fake.Cluster.PostAsync(plan, FakeCluster.Application, CancellationToken.None);

        var bodies = _fake.Manager.Requests.Select(request => request.Body).ToList();
        bodies[1].ShouldBe(bodies[0]);
        bodies[2].ShouldContain("\"size\":6");
    }

    [Fact]
    public async Task Post_AfterAFileWasSeenToHaveChanged_ListsTheJarsAgain()
    {
        var plan = Plans.Of(Plans.Spec());
        await _fake.Cluster.PostAsync(plan, FakeCluster.Application, CancellationToken.None);
        _libs = Libs("flink-dist-1.20.5.jar", 6);
        _fake.HasApp(
            FakeCluster
                .App("FAILED", finalStatus: "FAILED")
                .Replace("\"diagnostics\":\"\"", "\"diagnostics\":\"Resource hdfs://x/y.jar changed on src filesystem\"", StringComparison.Ordinal));

        var failure = await _fake.Cluster.FetchFailureAsync(_fake.Run, null, CancellationToken.None);
        await _fake.Cluster.PostAsync(plan, FakeCluster.Application, CancellationToken.None);

        failure.Class.ShouldBe(FailureClass.Infrastructure);
        _fake.Manager.Requests.Last(request => request.Method == "POST").Body.ShouldContain("\"size\":6");
    }

    [Fact]
    public async Task Post_OfAnEngineFileThatIsMissing_WritesItAsideAndRenamesIt()
    {
        var renamed = 0;
        _fake.NameNode.On(
            "GET",
            "/webhdfs/v1/flink/engine",
            context =>
                Volatile.Read(ref renamed) < 1 ? FakeHttp.PlayAsync(context, "webhdfs-getfilestatus-not-found") : context.Response.WriteAsync(File));
        _fake.NameNode.On(
            "PUT",
            "/webhdfs/v1/flink/engine",
            context =>
            {
                var op = context.Request.Query["op"].ToString();
                if (op == "RENAME")
                    Interlocked.Increment(ref renamed);
                if (op == "CREATE")
                {
                    context.Response.StatusCode = 307;
                    context.Response.Headers.Location = $"{_fake.NameNode.Uri}data";
                    return Task.CompletedTask;
                }

                return context.Response.WriteAsync("{\"boolean\":true}");
            });
        _fake.NameNode.Text("PUT", "/data", "", "", 201);

        await _fake.Cluster.PostAsync(Plans.Of(Plans.Spec()), FakeCluster.Application, CancellationToken.None);

        var written = _fake.NameNode.Requests.First(request => request.Path == "/data").Body;
        written.ShouldContain("execution.checkpointing.dir: \"hdfs:///flink/checkpoints\"\n");
        _fake.NameNode.Requests.ShouldContain(request =>
            request.Query.StartsWith("?op=CREATE&overwrite=true&permission=644", StringComparison.Ordinal)
            && request.Path.StartsWith("/webhdfs/v1/flink/engine/.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SQL", "YARN_APPLICATION", "1.20", "hdfs:///a.jar", "SQL")]
    [InlineData("PYFLINK", "YARN_APPLICATION", "1.20", "hdfs:///a.jar", "PYFLINK")]
    [InlineData("JAR", "SESSION", "1.20", "hdfs:///a.jar", "SESSION")]
    [InlineData("JAR", "YARN_APPLICATION", "1.12", "hdfs:///a.jar", "1.12")]
    [InlineData("JAR", "YARN_APPLICATION", "1.20", "hdfs://elsewhere:1/a.jar", "elsewhere")]
    [InlineData("JAR", "YARN_APPLICATION", "1.20", "s3://b/a.jar", "s3://b/a.jar")]
    public async Task Prepare_OfWhatCannotRun_IsRefusedUnasked(string type, string mode, string version, string artifact, string named)
    {
        var spec = Plans.Spec() with
        {
            Type = type,
            FlinkVersion = version,
            Artifact = artifact,
            Target = new TargetSpec { Cluster = "a", Mode = mode },
        };

        var failure = await RefusedAsync(Plans.Of(spec));

        failure.Summary.ShouldContain(named);
        failure.Retryable.ShouldBeFalse();
        _fake.Manager.Requests.ShouldBeEmpty();
        _fake.NameNode.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Prepare_OfAMissingJar_IsRefused()
    {
        _fake.NameNode.Play("GET", "/webhdfs/v1/jars", "webhdfs-getfilestatus-not-found");

        (await RefusedAsync(Plans.Of(Plans.Spec()))).ShouldSatisfyAllConditions(
            failure => failure.Class.ShouldBe(FailureClass.Submission),
            failure => failure.Summary.ShouldBe("The jar hdfs:///jars/orders.jar is not on cluster a."));
    }

    [Fact]
    public async Task Prepare_WithoutTheDistribution_TellsHowToInstallIt()
    {
        _fake.NameNode.Play("GET", "/webhdfs/v1/flink/dist", "webhdfs-liststatus-not-found");

        (await RefusedAsync(Plans.Of(Plans.Spec() with { FlinkVersion = "1.19" }))).Summary.ShouldContain(
            "actorplatform cluster install-flink a 1.19 DIR");
    }

    [Fact]
    public async Task Prepare_OfARestorePointThatIsGone_IsARestoreFailure()
    {
        _fake.NameNode.Play("GET", "/webhdfs/v1/flink/savepoints", "webhdfs-getfilestatus-not-found");

        var failure = await RefusedAsync(
            Plans.Of(Plans.Spec()) with
            {
                Restore = new RestoreChoice(new RestorePointId("r1-s"), "hdfs:///flink/savepoints/s", "NO_CLAIM"),
            });

        failure.ShouldSatisfyAllConditions(
            () => failure.Class.ShouldBe(FailureClass.Restore),
            () => failure.Retryable.ShouldBeTrue(),
            () => failure.Summary.ShouldContain("r1-s"));
    }

    [Fact]
    public async Task Prepare_OfMoreThanAContainerCanHave_NamesEach()
    {
        var failure = await RefusedAsync(
            Plans.Of(
                Plans.Spec() with
                {
                    Resources = new ResourcesSpec
                    {
                        JobManager = new ProcessSpec { Memory = "9g" },
                        TaskManager = new TaskManagerSpec { Memory = "8g", Cpu = 5 },
                    },
                }));

        failure.Class.ShouldBe(FailureClass.Resources);
        failure.Summary.ShouldBe(
            "resources.jobManager.memory: 9g is more than the 8192 MiB that the cluster gives to one container. resources.taskManager.cpu: 5 is more than the 4 cores that the cluster gives to one container.");
    }

    [Fact]
    public async Task Prepare_OfNodeManagerText_IsRefused() => (await RefusedAsync(Plans.Of(Plans.Spec("{{PWD}}")))).Summary.ShouldContain("args[0]");

    [Fact]
    public async Task Prepare_OfAnOptionOfTheEngine_TellsWhatToUseInstead() =>
        (
            await RefusedAsync(
                Plans.Of(Plans.Spec() with { FlinkConfig = ImmutableSortedDictionary<string, string>.Empty.Add("parallelism.default", "4") }))).Summary.ShouldContain("use parallelism");

    [Theory]
    [InlineData(
        "{\"RemoteException\":{\"exception\":\"BadRequestException\",\"message\":\"Requested more memory than configured max\"}}",
        400,
        FailureClass.Resources
    )]
    [InlineData("{\"RemoteException\":{\"exception\":\"BadRequestException\",\"message\":\"Invalid tag\"}}", 400, FailureClass.Submission)]
    [InlineData("{\"RemoteException\":{\"exception\":\"ForbiddenException\",\"message\":\"not allowed\"}}", 403, FailureClass.Submission)]
    public async Task Post_ThatTheManagerRefuses_IsRefusedWithItsReason(string body, int status, FailureClass expected)
    {
        _fake.Manager.Json("POST", "/ws/v1/cluster/apps", body, status);

        var failure = (await _fake.Cluster.PostAsync(Plans.Of(Plans.Spec()), FakeCluster.Application, CancellationToken.None))
            .ShouldBeOfType<PostOutcome.Refused>()
            .Failure;

        failure.Class.ShouldBe(expected);
        failure.RootCause.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(404)]
    public async Task Post_WithAnotherAnswer_HasAnUnknownOutcome(int status)
    {
        _fake.Manager.Text("POST", "/ws/v1/cluster/apps", "oops", "text/plain", status);

        await Should.ThrowAsync<ClusterUnreachableException>(() =>
            _fake.Cluster.PostAsync(Plans.Of(Plans.Spec()), FakeCluster.Application, CancellationToken.None));
    }

    [Fact]
    public async Task Post_WithoutTheRightToAct_SendsNothing()
    {
        await _fake.Cluster.PrepareAsync(Plans.Of(Plans.Spec()), CancellationToken.None);
        _fake.Right.TakeSilently();

        await Should.ThrowAsync<ClusterUnreachableException>(() =>
            _fake.Cluster.PostAsync(Plans.Of(Plans.Spec()), FakeCluster.Application, CancellationToken.None));

        _fake.Manager.Requests.ShouldHaveSingleItem().Path.ShouldEndWith("new-application");
    }

    private static string Libs(string name, int size) =>
        $$$"""{"FileStatuses":{"FileStatus":[{"pathSuffix":"{{{name}}}","type":"FILE","length":{{{size}}},"modificationTime":1700000000000},{"pathSuffix":"flink-csv-1.20.5.jar","type":"FILE","length":3,"modificationTime":1700000000000}]}}""";

    private async Task<Failure> RefusedAsync(RunPlan plan) =>
        (await _fake.Cluster.PrepareAsync(plan, CancellationToken.None)).ShouldBeOfType<PrepareOutcome.Refused>().Failure;
}
