using System.Net;
using ActorPlatform.Clusters.Tests.Fakes;
using ActorPlatform.Jobs.Ports;
using ActorPlatform.Rest;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ActorPlatform.Clusters.Tests.Rest;

public sealed class EndpointGroupTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private FakeHttp _first = null!;
    private FakeHttp _second = null!;
    private RestPipe _pipe = null!;

    public async Task InitializeAsync()
    {
        _first = await FakeHttp.StartAsync();
        _second = await FakeHttp.StartAsync();
        _second.Json("GET", "/", "{}").Json("POST", "/", "{}", 202);
        _pipe = new RestPipe(new RestLimits(), new ActRight(), _time);
    }

    public async Task DisposeAsync()
    {
        _pipe.Dispose();
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_WhenTheFirstIsAStandby_GoesToTheSecondAndStaysThere(bool isAct)
    {
        _first.Text(isAct ? "POST" : "GET", "/", "standby", "text/plain", 307);
        var group = Group(_first.Uri, _second.Uri);

        await SendAsync(group, isAct);
        await SendAsync(group, isAct);

        _first.Requests.Count.ShouldBe(1);
        _second.Requests.Count.ShouldBe(2);
        group.Current.ShouldBe(_second.Uri);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_WhenTheFirstRefusesTheConnection_GoesToTheSecond(bool isAct)
    {
        var answer = await SendAsync(Group(FakeHttp.Refusing(), _second.Uri), isAct);

        answer.IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Reading_WhenTheFirstHangs_GoesToTheSecondAfterTheTimeLimit()
    {
        _first.Hang("GET", "/");
        var call = SendAsync(Group(_first.Uri, _second.Uri), isAct: false);
        await _first.ArrivedAsync();

        _time.Advance(TimeSpan.FromSeconds(10));

        (await call).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Act_WhenTheFirstHangs_IsNeverSentToTheSecond()
    {
        _first.Hang("POST", "/");
        var call = SendAsync(Group(_first.Uri, _second.Uri), isAct: true);
        await _first.ArrivedAsync();

        _time.Advance(TimeSpan.FromSeconds(10));

        (await Should.ThrowAsync<ClusterUnreachableException>(() => call)).NotSent.ShouldBeFalse();
        _second.Requests.ShouldBeEmpty();
    }

    /// <summary>What a job shows as the reason why it is not seen: it is to name the service, not its address alone.</summary>
    [Fact]
    public async Task Send_WhenTheOnlyOneRefuses_SaysWhatItIsAndThatNothingWasSent()
    {
        var exception = await Should.ThrowAsync<ClusterUnreachableException>(() => SendAsync(Group(FakeHttp.Refusing()), isAct: true));

        exception.NotSent.ShouldBeTrue();
        exception.Message.ShouldStartWith("The thing gave no usable answer. POST ");
    }

    [Fact]
    public async Task Send_WhenAllRefuse_SaysThatNothingWasSentAndNamesEach()
    {
        var (one, two) = (FakeHttp.Refusing(), FakeHttp.Refusing());

        var exception = await Should.ThrowAsync<ClusterUnreachableException>(() => SendAsync(Group(one, two), isAct: true));

        exception.NotSent.ShouldBeTrue();
        exception.Message.ShouldContain(one.Authority);
        exception.Message.ShouldContain(two.Authority);
    }

    [Fact]
    public async Task Send_WhenOneIsAStandbyAndTheOtherRefuses_DoesNotSayThatNothingWasSent()
    {
        _first.Text("POST", "/", "standby", "text/plain", 307);

        var exception = await Should.ThrowAsync<ClusterUnreachableException>(() => SendAsync(Group(_first.Uri, FakeHttp.Refusing()), isAct: true));

        exception.NotSent.ShouldBeFalse();
        exception.Message.ShouldContain("is not the active thing");
    }

    [Fact]
    public async Task ActiveFor_AfterAChange_CountsFromTheChange()
    {
        _first.Text("GET", "/", "standby", "text/plain", 307);
        var group = Group(_first.Uri, _second.Uri);
        await SendAsync(group, isAct: false);

        _time.Advance(TimeSpan.FromSeconds(7));

        group.ActiveFor.ShouldBe(TimeSpan.FromSeconds(7));
    }

    private EndpointGroup Group(params Uri[] uris) => new("thing", uris, _pipe, _time, NullLogger.Instance);

    private static Task<RestAnswer> SendAsync(EndpointGroup group, bool isAct) =>
        group.SendAsync(
            uri => new RestCall(isAct ? HttpMethod.Post : HttpMethod.Get, uri),
            answer => answer.Status == HttpStatusCode.TemporaryRedirect,
            isAct,
            CancellationToken.None);
}
