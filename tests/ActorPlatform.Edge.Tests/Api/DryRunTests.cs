using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Facade;
using ActorPlatform.Jobs.Ports;

namespace ActorPlatform.Edge.Tests.Api;

public sealed class DryRunTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Start_DryRun_TellsRunRestoreAndCapacityAndAsksNobody()
    {
        var id = await host.DefineAsync("dry-start");
        host.Jobs.Clusters = [Cluster(freeMemoryMb: 100)];
        var (before, asked) = (host.Jobs.StateOf(new JobId(id)), host.Jobs.Asked.Count);

        var response = await host.PostAsync($"/api/v1/jobs/{id}/start?dryRun=true", """{"restore": "none"}""");

        response.Status.ShouldBe(200);
        var answer = response.Json;
        answer.GetProperty("dryRun").GetBoolean().ShouldBeTrue();
        answer.GetProperty("changes").GetBoolean().ShouldBeTrue();
        answer.GetProperty("status").GetString().ShouldBe("STARTING");
        answer.GetProperty("operation").GetProperty("kind").GetString().ShouldBe("START");
        answer.GetProperty("run").GetProperty("number").GetInt32().ShouldBe(1);
        answer.GetProperty("restore").GetProperty("chosen").GetString().ShouldBe("none");
        answer.GetProperty("restore").GetProperty("reasons").GetArrayLength().ShouldBePositive();
        answer.GetProperty("capacity").GetProperty("fits").GetBoolean().ShouldBeFalse();
        answer.GetProperty("capacity").GetProperty("neededMemoryMb").GetInt64().ShouldBe(3072);
        host.Jobs.Asked.Count.ShouldBe(asked);
        host.Jobs.StateOf(new JobId(id)).ShouldBeSameAs(before);
        host.Jobs.Clusters = [Cluster(freeMemoryMb: 8192)];
        (await host.PostAsync($"/api/v1/jobs/{id}/start?dryRun=true")).Json.GetProperty("capacity").GetProperty("fits").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("suspend", "job.not-running")]
    [InlineData("kill", "job.not-running")]
    public async Task Command_DryRunOfWhatIsNotAllowed_IsTheSameProblem(string verb, string code)
    {
        var id = await host.DefineAsync("dry-refused");

        var dry = await host.PostAsync($"/api/v1/jobs/{id}/{verb}?dryRun=true");
        var real = await host.PostAsync($"/api/v1/jobs/{id}/{verb}");

        dry.ShouldBeProblem(409, code);
        real.ShouldBeProblem(409, code);
    }

    [Fact]
    public async Task Command_DryRun_ReportsAllProblemsAtOnce()
    {
        var id = await host.DefineAsync("dry-bad");

        (await host.PostAsync($"/api/v1/jobs/{id}/start?dryRun=perhaps&x=1", """{"restore": "no such", "y": 1}""")).Errors.Order().ShouldBe(["dryRun", "restore", "x", "y"]);
        (await host.PostAsync("/api/v1/jobs/job-none/start?dryRun=true")).ShouldBeProblem(404, "job.not-found");
    }

    [Fact]
    public async Task Create_DryRun_ChecksTheSpecAndDefinesNothing()
    {
        var spec = Specs.Good.Replace("4711", "dry-create", StringComparison.Ordinal);

        var good = await host.PostAsync("/api/v1/jobs?dryRun=true", spec);
        var bad = await host.PostAsync("/api/v1/jobs?dryRun=true", """{"name": "x"}""");

        good.Status.ShouldBe(200);
        good.Text("status").ShouldBe("DEFINED");
        good.Json.GetProperty("changes").GetBoolean().ShouldBeTrue();
        bad.Status.ShouldBe(400);
        host.Jobs.StateOf(new JobId(good.Text("jobId")!)).Status.ShouldBe(JobStatus.None);
        (await host.PostAsync("/api/v1/jobs", spec)).Status.ShouldBe(201);
        (await host.PostAsync("/api/v1/jobs?dryRun=true", spec)).Json.GetProperty("changes").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task ChangeSpec_DryRun_TellsTheVersionAndKeepsTheOldOne()
    {
        var id = await host.DefineAsync("dry-change");
        var spec = Specs.Good.Replace("autodts-4711", "dry-change", StringComparison.Ordinal).Replace("orders-wide", "orders-narrow", StringComparison.Ordinal);

        var dry = await host.SendAsync("PUT", $"/api/v1/jobs/{id}/spec?dryRun=true", spec, ("If-Match", "\"1\""));
        var outdated = await host.SendAsync("PUT", $"/api/v1/jobs/{id}/spec?dryRun=true", spec, ("If-Match", "\"7\""));

        dry.Status.ShouldBe(200);
        dry.Json.GetProperty("specVersion").GetInt32().ShouldBe(2);
        outdated.ShouldBeProblem(412, "spec.outdated");
        host.Jobs.StateOf(new JobId(id)).SpecVersion.ShouldBe(1);
    }

    private static ClusterSight Cluster(long freeMemoryMb) => new(
        "a", "yarn", Sight.Clear, new ClusterCapacity("3.4", 16384, freeMemoryMb, 8, 8, 1, 0, 0, 8192, 8), 0, new ClusterTraffic(0, new Dictionary<string, string>()));
}
