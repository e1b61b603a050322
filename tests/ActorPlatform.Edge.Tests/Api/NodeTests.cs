using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Edge.Tests.Api;

public sealed class NodeTests : IAsyncLifetime
{
    private readonly ApiHost _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task List_TellsWhatIsKnownAndLeavesTheRestOut()
    {
        var items = (await _host.GetAsync("/api/v1/nodes")).Json.GetProperty("items");

        items[0].ToString().ShouldBe("""
            {"name":"n1","incarnation":41,"address":"akka.tcp://actorplatform@10.0.0.41:7070","state":"UP","self":true,"startedAt":"2026-01-02T03:00:00.000Z","renewedAt":"2026-01-02T03:00:41.000Z","answers":true,
            "version":"1.0.0+abcdef012","shards":43,"entities":1207,"actDeadlineMs":3812,"persist":{"writes":77,"p50Ms":4.22,"p99Ms":17.8}}
            """.Replace("\n", "", StringComparison.Ordinal));
        items[1].GetProperty("answers").GetBoolean().ShouldBeFalse();
        items[1].TryGetProperty("shards", out _).ShouldBeFalse();
        items[2].TryGetProperty("answers", out _).ShouldBeFalse();
        (items[2].GetProperty("why").GetString(), items[2].GetProperty("fencedBy").GetInt64()).ShouldBe(("Its row was not renewed for 4.3 s.", 41));
    }

    [Fact]
    public async Task Drain_IsAcceptedWithTheNodeAsItStands()
    {
        var answer = await _host.PostAsync("/api/v1/nodes/n2/drain");

        answer.Status.ShouldBe(202);
        answer.Text("state").ShouldBe("DRAINING");
        _host.Jobs.Nodes.Drained.ShouldBe([new NodeDrainRequest("n2", false, "anonymous")]);
    }

    [Fact]
    public async Task Drain_UnknownOrLast_IsAProblemUnlessForced()
    {
        (await _host.PostAsync("/api/v1/nodes/n9/drain")).ShouldBeProblem(404, "node.not-found");
        (await _host.PostAsync("/api/v1/nodes/n1/drain")).ShouldBeProblem(409, "node.last");
        (await _host.PostAsync("/api/v1/nodes/n1/drain?force=perhaps")).Errors.ShouldBe(["force"]);
        _host.Jobs.Nodes.Drained.ShouldBeEmpty();
        (await _host.PostAsync("/api/v1/nodes/n1/drain?force=true")).Status.ShouldBe(202);
    }

    [Fact]
    public async Task Both_WhileTheDatabaseIsAway_AreUnavailable()
    {
        _host.Jobs.Nodes.Fault = new JobUnavailableException("The storage does not answer.");

        (await _host.GetAsync("/api/v1/nodes")).ShouldBeProblem(503, "service.unavailable");
        (await _host.PostAsync("/api/v1/nodes/n2/drain")).ShouldBeProblem(503, "service.unavailable");
    }
}
