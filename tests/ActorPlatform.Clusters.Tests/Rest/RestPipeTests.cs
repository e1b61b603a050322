using ActorPlatform.Clusters.Tests.Fakes;
using ActorPlatform.Rest;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace ActorPlatform.Clusters.Tests.Rest;

public sealed class RestPipeTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private readonly ActRight _right = new();
    private FakeHttp _server = null!;

    public async Task InitializeAsync() => _server = await FakeHttp.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Send_ToARefusingPort_IsRefusedAndCertainlyNotSent()
    {
        using var pipe = Pipe();

        var fault = await FaultAsync(pipe, FakeHttp.Refusing());

        fault.Fault.ShouldBe(RestFault.Refused);
        fault.CannotHaveArrived.ShouldBeTrue();
        fault.ToUnreachable().NotSent.ShouldBeTrue();
    }

    [Fact]
    public async Task Send_ToAHangingServer_EndsAtTheTimeLimitWithAnUnknownOutcome()
    {
        _server.Hang("GET", "/");
        using var pipe = Pipe();
        var call = FaultAsync(pipe, _server.Uri);
        await _server.ArrivedAsync();

        call.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(10));

        var fault = await call;
        fault.Fault.ShouldBe(RestFault.TimedOut);
        fault.ToUnreachable().NotSent.ShouldBeFalse();
        fault.Message.ShouldContain("10 s");
    }

    [Fact]
    public async Task Send_WhenTheConnectionBreaksInTheAnswer_HasAnUnknownOutcome()
    {
        _server.Break("GET", "/");
        using var pipe = Pipe();

        var fault = await FaultAsync(pipe, _server.Uri);

        fault.Fault.ShouldBe(RestFault.Broken);
        fault.CannotHaveArrived.ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_OfAnAnswerAboveTheLimit_IsGarbage(bool told)
    {
        _server.On(
            "GET",
            "/",
            async context =>
            {
                if (told)
                    context.Response.ContentLength = 2000;
                await context.Response.WriteAsync(new string('x', 2000));
            });
        using var pipe = Pipe(new RestLimits { MaxResponseBytes = 1000 });

        (await FaultAsync(pipe, _server.Uri)).Fault.ShouldBe(RestFault.Garbage);
        (await pipe.SendAsync(RestCall.Get(_server.Uri) with { MaxResponseBytes = 2000 }, CancellationToken.None)).Body.Length.ShouldBe(2000);
    }

    [Fact]
    public async Task Send_OfARedirect_IsNotFollowed()
    {
        _server.On(
            "GET",
            "/",
            context =>
            {
                context.Response.Redirect("/elsewhere");
                return Task.CompletedTask;
            });
        using var pipe = Pipe();

        var answer = await pipe.SendAsync(RestCall.Get(_server.Uri), CancellationToken.None);

        answer.IsRedirect.ShouldBeTrue();
        answer.Location.ShouldBe("/elsewhere");
        _server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Send_OfAnUpload_StreamsTheBytesAsTheBody()
    {
        _server.Text("PUT", "/file", "", "text/plain", 201);
        using var pipe = Pipe();

        await pipe.SendAsync(
            new RestCall(HttpMethod.Put, new Uri(_server.Uri, "file?a=%2Fb%20c&d=1")) { Upload = () => new MemoryStream("hello"u8.ToArray()) },
            CancellationToken.None);

        var request = _server.Requests.ShouldHaveSingleItem();
        request.Body.ShouldBe("hello");
        request.ContentType.ShouldBe("application/octet-stream");
        request.Query.ShouldBe("?a=%2Fb%20c&d=1");
    }

    [Fact]
    public async Task Send_AfterEnoughFaults_IsRefusedByTheBreakerUntilAProbeSucceeds()
    {
        var limits = new RestLimits { BreakerFaults = 3, BreakerPause = TimeSpan.FromSeconds(5) };
        using var pipe = Pipe(limits);
        _server.Break("GET", "/");
        for (var i = 0; i < 3; i++)
            (await FaultAsync(pipe, _server.Uri)).Fault.ShouldBe(RestFault.Broken);

        var open = await FaultAsync(pipe, _server.Uri);
        _server.Json("GET", "/", "{}");
        _time.Advance(TimeSpan.FromSeconds(6));
        var probe = await pipe.SendAsync(RestCall.Get(_server.Uri), CancellationToken.None);

        open.Fault.ShouldBe(RestFault.BreakerOpen);
        open.ToUnreachable().NotSent.ShouldBeFalse();
        _server.Requests.Count.ShouldBe(4);
        probe.IsSuccess.ShouldBeTrue();
        pipe.Traffic([$"http://{_server.Address}"]).Breakers.ShouldHaveSingleItem().Value.ShouldBe("CLOSED");
    }

    [Fact]
    public async Task Traffic_WhileABreakerIsOpen_NamesItsEndpoint()
    {
        using var pipe = Pipe(new RestLimits { BreakerFaults = 2 });
        var dead = FakeHttp.Refusing();
        for (var i = 0; i < 2; i++)
            await FaultAsync(pipe, dead);

        var traffic = pipe.Traffic([]);

        traffic.Breakers.ShouldContainKeyAndValue($"http://{dead.Authority}", "OPEN");
        traffic.PollsPerSecond.ShouldBe(2 / 60.0, tolerance: 0.001);
    }

    [Fact]
    public async Task Send_WhenTooManyWait_IsRefusedUnsent()
    {
        _server.Json("GET", "/", "{}");
        using var pipe = Pipe(new RestLimits { ControlRate = 1, QueueLimit = 1 });
        await pipe.SendAsync(RestCall.Get(_server.Uri), CancellationToken.None);
        using var givenUp = new CancellationTokenSource();
        var waiting = pipe.SendAsync(RestCall.Get(_server.Uri), givenUp.Token);

        var fault = await FaultAsync(pipe, _server.Uri);

        fault.Fault.ShouldBe(RestFault.RateExceeded);
        await givenUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        _server.Requests.Count.ShouldBe(1);
    }

    private RestPipe Pipe(RestLimits? limits = null) => new(limits ?? new RestLimits(), _right, _time);

    private static async Task<RestFaultException> FaultAsync(RestPipe pipe, Uri uri) =>
        await Should.ThrowAsync<RestFaultException>(() => pipe.SendAsync(RestCall.Get(uri), CancellationToken.None));
}
