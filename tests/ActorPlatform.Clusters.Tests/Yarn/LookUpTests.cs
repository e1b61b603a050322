using ActorPlatform.Clusters.Tests.Fakes;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using Microsoft.AspNetCore.Http;

namespace ActorPlatform.Clusters.Tests.Yarn;

/// <summary>"Not known" proves something only from a ResourceManager that has been up for long enough, and did not restart while it was asked.</summary>
public sealed class LookUpTests : IAsyncLifetime
{
    private FakeCluster _fake = null!;

    public async Task InitializeAsync() => _fake = await FakeCluster.StartAsync();

    public async Task DisposeAsync() => await _fake.DisposeAsync();

    [Fact]
    public async Task LookUp_OfAKnownApplication_HasItsReport()
    {
        _fake.HasApp(FakeCluster.App("RUNNING", "host:1234"));

        var found = (await LookUpAsync()).ShouldBeOfType<ApplicationLookup.Found>().Report;

        found.ShouldBe(
            new ApplicationReport(
                FakeCluster.Application,
                new JobId("job-1"),
                3,
                ApplicationState.Running,
                FinalStatus.Undefined,
                null,
                "host:1234",
                null,
                null));
        _fake.Manager.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("NEW_SAVING", "UNDEFINED", ApplicationState.New, FinalStatus.Undefined)]
    [InlineData("SUBMITTED", "UNDEFINED", ApplicationState.Accepted, FinalStatus.Undefined)]
    [InlineData("FINISHED", "SUCCEEDED", ApplicationState.Finished, FinalStatus.Succeeded)]
    [InlineData("FINISHED", "KILLED", ApplicationState.Finished, FinalStatus.Killed)]
    [InlineData("FINISHED", "FAILED", ApplicationState.Finished, FinalStatus.Failed)]
    [InlineData("FAILED", "FAILED", ApplicationState.Failed, FinalStatus.Failed)]
    [InlineData("KILLED", "KILLED", ApplicationState.Killed, FinalStatus.Killed)]
    public async Task LookUp_OfEachState_IsTranslated(string state, string final, ApplicationState expected, FinalStatus expectedFinal)
    {
        _fake.HasApp(FakeCluster.App(state, finalStatus: final, finished: 1_700_000_000_123));

        var report = (await LookUpAsync()).ShouldBeOfType<ApplicationLookup.Found>().Report;

        report.State.ShouldBe(expected);
        report.Final.ShouldBe(expectedFinal);
        report.FinishedAt.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123));
    }

    [Fact]
    public async Task LookUp_OfAnUnknownApplication_OnAnOldManager_IsSettled() =>
        (await LookUpAsync()).ShouldBe(new ApplicationLookup.Missing(Settled: true));

    [Fact]
    public async Task LookUp_OfAnUnknownApplication_OnAManagerWithinItsGrace_IsNotSettled()
    {
        _fake.Started((_fake.Time.GetUtcNow() - TimeSpan.FromSeconds(89)).ToUnixTimeMilliseconds());

        (await LookUpAsync()).ShouldBe(new ApplicationLookup.Missing(Settled: false));
    }

    [Fact]
    public async Task LookUp_WhenTheManagerRestartsInBetween_IsNotSettled()
    {
        var looks = 0;
        _fake.Manager.On(
            "GET",
            "/ws/v1/cluster/info",
            async context =>
            {
                context.Response.ContentType = "application/json";
                var startedOn = Interlocked.Increment(ref looks) == 1 ? 1_600_000_000_000 : 1_650_000_000_000;
                await context.Response.WriteAsync($$$"""{"clusterInfo":{"startedOn":{{{startedOn}}},"haState":"ACTIVE"}}""");
            });

        (await LookUpAsync()).ShouldBe(new ApplicationLookup.Missing(Settled: false));
        looks.ShouldBe(2);
    }

    [Fact]
    public async Task LookUp_WhenTheApplicationAppearsBetweenTheLooks_IsFound()
    {
        var looks = 0;
        _fake.Manager.On(
            "GET",
            $"/ws/v1/cluster/apps/{FakeCluster.Application}",
            context =>
                Interlocked.Increment(ref looks) == 1
                    ? FakeHttp.PlayAsync(context, "rm-app-not-found")
                    : context.Response.WriteAsync($$$"""{"app":{{{FakeCluster.App("ACCEPTED")}}}}"""));

        (await LookUpAsync()).ShouldBeOfType<ApplicationLookup.Found>().Report.State.ShouldBe(ApplicationState.Accepted);
    }

    [Theory]
    [InlineData("<html>proxy error</html>", "text/html", 200)]
    [InlineData("<html>not found</html>", "text/html", 404)]
    [InlineData("{\"app\":", "application/json", 200)]
    [InlineData("{\"app\":{\"id\":5}}", "application/json", 200)]
    [InlineData("{}", "application/json", 200)]
    [InlineData(
        "{\"app\":{\"id\":\"application_1700000000000_0007\",\"state\":\"DANCING\",\"applicationTags\":\"ap-test,ap-job-job-1,ap-run-3\"}}",
        "application/json",
        200
    )]
    [InlineData(
        "{\"app\":{\"id\":\"application_1700000000000_0007\",\"state\":\"RUNNING\",\"applicationTags\":\"somebody\"}}",
        "application/json",
        200
    )]
    [InlineData("", "", 500)]
    public async Task LookUp_WhenGarbageIsAnswered_SaysNothingOfTheApplication(string body, string contentType, int status)
    {
        _fake.Manager.Text("GET", $"/ws/v1/cluster/apps/{FakeCluster.Application}", body, contentType, status);

        var exception = await Should.ThrowAsync<ClusterUnreachableException>(LookUpAsync);

        exception.NotSent.ShouldBeFalse();
        exception.Endpoint.ShouldContain(_fake.Manager.Address);
    }

    [Fact]
    public async Task LookUp_OnAHangingManager_EndsAtTheTimeLimit()
    {
        _fake.Manager.Hang("GET", "/ws/v1/cluster/apps");
        var call = LookUpAsync();
        await _fake.Manager.ArrivedAsync();

        _fake.Time.Advance(TimeSpan.FromSeconds(10));

        (await Should.ThrowAsync<ClusterUnreachableException>(() => call)).NotSent.ShouldBeFalse();
    }

    private Task<ApplicationLookup> LookUpAsync() => _fake.Cluster.LookUpAsync(FakeCluster.Application, CancellationToken.None);
}
