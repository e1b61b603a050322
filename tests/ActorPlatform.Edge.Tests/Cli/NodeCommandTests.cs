using System.Text.Json;
using ActorPlatform.Edge.Tests.Api;
using ActorPlatform.Host.CommandLine;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Edge.Tests.Cli;

public sealed class NodeCommandTests : IAsyncLifetime
{
    private readonly CliHost _host = new();

    private FakeNodes Nodes => _host.Api.Jobs.Nodes;

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task List_AsATable_TellsWhoAnswersAndWhyWhoIsGone()
    {
        (await _host.RunAsync("node list", 200)).ShouldBe(ExitCodes.Ok);

        var lines = _host.Out.Split('\n');
        lines[0].ShouldContain("MAY ACT");
        lines[1].ShouldMatch("^n1 +41 +UP +43 +1207 +3.8s +4/18ms .*10.0.0.41:7070$");
        lines[2].ShouldMatch("^n2 +42 +UP +silent .*10.0.0.42:7070$");
        lines[3].ShouldMatch("^n3 +40 +GONE .*Its row was not renewed for 4.3 s.$");
    }

    [Fact]
    public async Task List_AsJson_IsWhatTheApiAnswers()
    {
        (await _host.RunAsync("node list --output json")).ShouldBe(ExitCodes.Ok);

        JsonElement.Parse(_host.Out).GetProperty("items")[0].GetProperty("actDeadlineMs").GetInt64().ShouldBe(3812);
    }

    [Fact]
    public async Task Drain_WithoutWaiting_SaysThatItDrains()
    {
        (await _host.RunAsync("node drain n2")).ShouldBe(ExitCodes.Ok);

        _host.Out.ShouldContain("DRAINING");
        Nodes.Drained.ShouldHaveSingleItem().Name.ShouldBe("n2");
    }

    [Fact]
    public async Task Drain_Waiting_ShowsWhatIsLeftUntilItIsGone()
    {
        var (n1, n2) = (Nodes.All[0], Nodes.All[1]);
        foreach (var (state, shards) in new[] { (NodeState.Draining, 43), (NodeState.Draining, 43), (NodeState.Draining, 5) })
            Nodes.Next.Enqueue([n1, n2 with { State = state, Report = FakeNodes.Report with { Shards = shards } }]);
        Nodes.Next.Enqueue([n1, n2 with { State = NodeState.Gone }]);

        var draining = _host.RunAsync("node drain n2 --wait");

        (await draining).ShouldBe(ExitCodes.Ok, _host.Error);
        _host.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["n2 DRAINING, 43 shards left", "n2 DRAINING, 5 shards left", "n2 GONE"]);
        _host.Out.ShouldBe("n2 (incarnation 42) is gone; up: n1\n");
    }

    [Fact]
    public async Task Drain_NotOverInTime_SaysSo()
    {
        (await _host.RunAsync("node drain n2 --wait=0s")).ShouldBe(ExitCodes.StillInWork);

        _host.Error.ShouldContain("n2 is not gone after 0s, and goes on");
    }

    [Fact]
    public async Task Drain_UnknownOrLast_HasItsExitCode()
    {
        (await _host.RunAsync("node drain n9")).ShouldBe(ExitCodes.NotFound);
        _host.Error.ShouldContain("n1, n2");
        (await _host.RunAsync("node drain n1")).ShouldBe(ExitCodes.Refused);
        (await _host.RunAsync("node drain n1 --force")).ShouldBe(ExitCodes.Ok);
    }
}
