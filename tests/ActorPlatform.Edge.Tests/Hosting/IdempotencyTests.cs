using System.Text.Json;

namespace ActorPlatform.Edge.Tests.Hosting;

/// <summary>Idempotency keys on the whole engine: its own journal answers, not a stand-in.</summary>
public sealed class IdempotencyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorplatform-keys-").FullName;
    private readonly FakeCluster _cluster = new("a");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Command_KeyWithAnotherBody_Answers422AndDoesNothing()
    {
        await using var engine = await EngineHost.StartAsync(_folder, _cluster);
        var job = (await engine.PostAsync("/api/v1/jobs", Spec("orders"), 201)).GetProperty("id").GetString()!;
        var first = await engine.SendAsync($"/api/v1/jobs/{job}/start", new { }, "k1");

        var same = await engine.SendAsync($"/api/v1/jobs/{job}/start", new { }, "k1");
        var otherBody = await engine.SendAsync($"/api/v1/jobs/{job}/start", new { restore = "none" }, "k1");
        var otherPath = await engine.SendAsync($"/api/v1/jobs/{job}/kill", new { }, "k1");

        first.Status.ShouldBe(202);
        (same.Status, same.Body.GetProperty("id").GetString()).ShouldBe((202, first.Body.GetProperty("id").GetString()));
        ShouldBeKeyReused(otherBody);
        ShouldBeKeyReused(otherPath);
        (await engine.GetAsync($"/api/v1/operations?jobId={job}")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Create_KeyWithAnotherBody_Answers422AlsoAfterARestart()
    {
        await using (var engine = await EngineHost.StartAsync(_folder, _cluster))
            (await engine.SendAsync("/api/v1/jobs", Spec("orders"), "create")).Status.ShouldBe(201);

        await using (var engine = await EngineHost.StartAsync(_folder, _cluster))
        {
            ShouldBeKeyReused(await engine.SendAsync("/api/v1/jobs", Spec("others"), "create"));
            (await engine.GetAsync("/api/v1/jobs")).GetProperty("items").GetArrayLength().ShouldBe(1);
        }
    }

    /// <summary>The repetition does not overtake the first one: it waits until that is durable, and gets its answer.</summary>
    [Fact]
    public async Task Command_RepeatedWhileTheFirstIsInWork_AllGetTheFirstAnswer()
    {
        await using var engine = await EngineHost.StartAsync(_folder, _cluster);
        var job = (await engine.PostAsync("/api/v1/jobs", Spec("orders"), 201)).GetProperty("id").GetString()!;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => engine.SendAsync($"/api/v1/jobs/{job}/start", new { }, "k1")));

        answers.Select(answer => answer.Status).Distinct().ShouldBe([202]);
        answers.Select(answer => answer.Body.GetProperty("id").GetString()).Distinct().Count().ShouldBe(1);
        (await engine.GetAsync($"/api/v1/operations?jobId={job}")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    private static void ShouldBeKeyReused((int Status, JsonElement Body) answer)
    {
        answer.Status.ShouldBe(422, answer.Body.ToString());
        answer.Body.GetProperty("code").GetString().ShouldBe("idempotency.key-reused");
    }

    private static object Spec(string name) => new { name, artifact = "hdfs:///jars/orders.jar", entryClass = "com.x.Orders", target = new { cluster = "a" } };
}
