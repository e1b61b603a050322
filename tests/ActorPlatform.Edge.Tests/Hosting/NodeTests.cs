namespace ActorPlatform.Edge.Tests.Hosting;

/// <summary>The one node of an engine on SQLite.</summary>
public sealed class NodeTests : IDisposable
{
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("actorplatform-edge-").FullName;
    private readonly FakeCluster _cluster = new("a");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Nodes_OfOneEngine_AreItselfAndTheOneBefore()
    {
        long first;
        await using (var engine = await EngineHost.StartAsync(_folder, _cluster))
        {
            await engine.PostAsync("/api/v1/jobs", new { name = "orders", artifact = "hdfs:///jars/orders.jar", entryClass = "com.x.Orders", target = new { cluster = "a" } }, 201);

            var node = (await engine.GetAsync("/api/v1/nodes")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();

            first = node.GetProperty("incarnation").GetInt64();
            (node.GetProperty("state").GetString(), node.GetProperty("self").GetBoolean(), node.GetProperty("answers").GetBoolean()).ShouldBe(("UP", true, true));
            node.GetProperty("entities").GetInt32().ShouldBeGreaterThanOrEqualTo(1);
            node.GetProperty("shards").GetInt32().ShouldBeGreaterThanOrEqualTo(1);
            node.GetProperty("actDeadlineMs").GetInt64().ShouldBeInRange(1, 4000);
            node.GetProperty("persist").GetProperty("writes").GetInt32().ShouldBeGreaterThanOrEqualTo(1);
            node.GetProperty("version").GetString().ShouldNotBeNullOrEmpty();
        }

        await using var next = await EngineHost.StartAsync(_folder, _cluster);
        var nodes = (await next.GetAsync("/api/v1/nodes")).GetProperty("items");
        nodes.EnumerateArray().Select(node => node.GetProperty("state").GetString()).ShouldBe(["UP", "GONE"]);
        nodes[1].GetProperty("incarnation").GetInt64().ShouldBe(first);
    }

    [Fact]
    public async Task Ready_OfAMember_TellsEachCheck()
    {
        await using var engine = await EngineHost.StartAsync(_folder, _cluster);

        var checks = (await engine.GetAsync("/readyz")).GetProperty("checks");

        checks.EnumerateObject().Select(check => check.Name).Order().ShouldBe(["cluster", "node", "storage"]);
    }

    [Fact]
    public async Task Ready_OfOneThatLeaves_IsNot()
    {
        await using var engine = await EngineHost.StartAsync(_folder, _cluster);
        (await engine.StatusOfAsync("/readyz")).ShouldBe(200);

        var goOn = await engine.LeaveHalfWayAsync(s_long);

        var (status, down) = await engine.ReadyAsync();
        (status, string.Join(',', down)).ShouldBe((503, "cluster"));
        goOn.SetResult();
        await engine.EndAsync(s_long);
    }

    [Fact]
    public async Task Drain_OfTheOnlyOne_EndsTheHostOnlyWhenForcedAndNobodyComesBack()
    {
        await using (var engine = await EngineHost.StartAsync(_folder, _cluster))
        {
            var name = (await engine.GetAsync("/api/v1/nodes")).GetProperty("items")[0].GetProperty("name").GetString()!;
            (await engine.PostAsync($"/api/v1/nodes/{name}/drain", null, 409)).GetProperty("code").GetString().ShouldBe("node.last");
            (await engine.StatusOfAsync("/readyz")).ShouldBe(200);

            (await engine.PostAsync($"/api/v1/nodes/{name}/drain?force=true", null, 202)).GetProperty("state").GetString().ShouldBe("DRAINING");

            (await engine.EndAsync(s_long)).ShouldBeFalse("it was asked to end: whoever serves it does not start it again");
        }

        await using var next = await EngineHost.StartAsync(_folder, _cluster);
        (await next.GetAsync("/api/v1/nodes")).GetProperty("items")[1].GetProperty("why").GetString().ShouldBe("It was drained; anonymous asked for it.");
    }
}
