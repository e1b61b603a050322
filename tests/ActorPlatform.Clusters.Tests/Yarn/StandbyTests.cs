using ActorPlatform.Clusters.Tests.Fakes;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Rest;
using ActorPlatform.Yarn;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ActorPlatform.Clusters.Tests.Yarn;

/// <summary>Two ResourceManagers, of which one is active.</summary>
public sealed class StandbyTests : IAsyncLifetime
{
    private const string Info = """{"clusterInfo":{"startedOn":1600000000000,"haState":"STATE"}}""";
    private readonly FakeTimeProvider _time = new();
    private FakeHttp _first = null!;
    private FakeHttp _second = null!;
    private RestPipe _pipe = null!;
    private YarnRest _yarn = null!;

    public async Task InitializeAsync()
    {
        _first = await FakeHttp.StartAsync();
        _second = await FakeHttp.StartAsync();
        _second
            .Json("GET", "/ws/v1/cluster/info", Info.Replace("STATE", "ACTIVE", StringComparison.Ordinal))
            .Play("GET", "/ws/v1/cluster/apps/", "rm-app-running");
        _pipe = new RestPipe(new RestLimits(), new ActRight(), _time);
        _yarn = new YarnRest(_pipe, [_first.Uri, _second.Uri], "root", _time, NullLogger.Instance);
    }

    public async Task DisposeAsync()
    {
        _pipe.Dispose();
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Fact]
    public async Task Find_WhenTheFirstSendsToTheOther_DoesNotFollowButAsksTheOther()
    {
        _first.On(
            "GET",
            "/ws/v1/cluster/apps",
            context =>
            {
                context.Response.StatusCode = 307;
                context.Response.Headers.Location = "http://somewhere.invalid/ws/v1/cluster/apps";
                return context.Response.WriteAsync("This is standby RM. The redirect url is: http://somewhere.invalid/");
            });

        (await _yarn.FindAsync(new ApplicationId("application_1_0001"), CancellationToken.None))!.State.ShouldBe("RUNNING");
        _yarn.Active.ShouldBe(_second.Uri);
    }

    [Fact]
    public async Task Find_WhenTheFirstKnowsNoActiveOne_AsksTheOther()
    {
        _first.Text("GET", "/ws/v1/cluster/apps", "Can not find any active RM. Will retry in next 2 seconds.", "text/plain");

        (await _yarn.FindAsync(new ApplicationId("application_1_0001"), CancellationToken.None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Info_OfAStandby_IsNotTaken()
    {
        _first.Json("GET", "/ws/v1/cluster/info", Info.Replace("STATE", "STANDBY", StringComparison.Ordinal));

        (await _yarn.InfoAsync(CancellationToken.None)).Endpoint.Authority.ShouldBe(_second.Address);
    }

    [Fact]
    public async Task Info_OfOneThatBecameActiveJustNow_CountsItsLifeFromThen()
    {
        _first.Json("GET", "/ws/v1/cluster/info", Info.Replace("STATE", "STANDBY", StringComparison.Ordinal));
        await _yarn.InfoAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(30));

        (await _yarn.InfoAsync(CancellationToken.None)).Up.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Submission_WhenTheFirstHangs_IsNotSentToTheOther()
    {
        _first.Hang("POST", "/ws/v1/cluster/apps");
        _second.Json("POST", "/ws/v1/cluster/apps", "", 202);
        var post = _yarn.SubmitAsync("{}", CancellationToken.None);
        await _first.ArrivedAsync();

        _time.Advance(TimeSpan.FromSeconds(10));

        await Should.ThrowAsync<ClusterUnreachableException>(() => post);
        _second.Requests.ShouldBeEmpty();
    }
}
