using ActorPlatform.Clusters.Tests.Fakes;
using ActorPlatform.Rest;
using Microsoft.AspNetCore.Http;

namespace ActorPlatform.Clusters.Tests.Rest;

/// <summary>Nothing leaves a process that has lost its right to act; each case with its negative control, in which the right is kept.</summary>
public sealed class ActDeadlineTests : IAsyncLifetime
{
    private readonly ActRight _right = new();
    private FakeHttp _server = null!;

    public async Task InitializeAsync() => _server = await FakeHttp.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task Send_WithoutTheRight_SendsNothing(bool isTaken, int arrived)
    {
        _server.Json("GET", "/", "{}");
        using var pipe = Pipe();
        if (isTaken)
            _right.TakeSilently();

        var fault = await FaultOfAsync(pipe.SendAsync(RestCall.Get(_server.Uri), CancellationToken.None));

        fault.ShouldBe(isTaken ? RestFault.RightLost : null);
        _server.Requests.Count.ShouldBe(arrived);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_WhenTheRightIsLostInFlight_IsCancelledWithAnUnknownOutcome(bool isTaken)
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.On("GET", "/", context => release.Task.WaitAsync(context.RequestAborted));
        using var pipe = Pipe();
        var call = pipe.SendAsync(RestCall.Get(_server.Uri), CancellationToken.None);
        await _server.ArrivedAsync();

        if (isTaken)
            _right.Take();
        else
            release.SetResult();

        (await FaultOfAsync(call)).ShouldBe(isTaken ? RestFault.RightLost : null);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task Send_ThatWaitedInThePoolWhileTheProcessSlept_IsStoppedAtTheSocket(bool isTaken, int arrived)
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.On(
            "GET",
            "/",
            async context =>
            {
                await release.Task;
                await context.Response.WriteAsync("{}");
            });
        using var pipe = Pipe(new RestLimits { ConnectionsPerEndpoint = 1 });
        var first = pipe.SendAsync(RestCall.Get(_server.Uri), CancellationToken.None);
        await _server.ArrivedAsync();

        // The second one has passed every handler and waits for the only connection.
        var second = pipe.SendAsync(RestCall.Get(_server.Uri), CancellationToken.None);
        second.IsCompleted.ShouldBeFalse();
        if (isTaken)
            _right.TakeSilently();
        release.SetResult();

        await first;
        (await FaultOfAsync(second)).ShouldBe(isTaken ? RestFault.RightLost : null);
        _server.Requests.Count.ShouldBe(arrived);
    }

    [Fact]
    public async Task Send_AfterARenewal_IsSentAgain()
    {
        _server.Json("GET", "/", "{}");
        using var pipe = Pipe();
        _right.Take();
        (await FaultOfAsync(pipe.SendAsync(RestCall.Get(_server.Uri), CancellationToken.None))).ShouldBe(RestFault.RightLost);

        _right.GiveBack();

        (await pipe.SendAsync(RestCall.Get(_server.Uri), CancellationToken.None)).IsSuccess.ShouldBeTrue();
    }

    private RestPipe Pipe(RestLimits? limits = null) => new(limits ?? new RestLimits(), _right, TimeProvider.System);

    private static async Task<RestFault?> FaultOfAsync(Task<RestAnswer> call)
    {
        try
        {
            await call;
            return null;
        }
        catch (RestFaultException e)
        {
            return e.Fault;
        }
    }
}
