using ActorPlatform.Hosting;

namespace ActorPlatform.Edge.Tests.Hosting;

/// <summary>Everything together over HTTP, but the cluster.</summary>
public sealed class EngineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorplatform-edge-").FullName;
    private readonly FakeCluster _cluster = new("a");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Job_OverItsWholeLife_SurvivesARestartOfTheEngine()
    {
        string job;
        await using (var engine = await EngineHost.StartAsync(_folder, _cluster))
        {
            (await engine.StatusOfAsync("/readyz")).ShouldBe(200);
            job = (await engine.PostAsync("/api/v1/jobs", Spec(), 201)).GetProperty("id").GetString()!;
            await DoneAsync(engine, $"/api/v1/jobs/{job}/start");
            (await StatusAsync(engine, job)).ShouldBe("RUNNING");
        }

        await using (var engine = await EngineHost.StartAsync(_folder, _cluster))
        {
            (await StatusAsync(engine, job)).ShouldBe("RUNNING");
            _cluster.Applications.ShouldHaveSingleItem().IsAlive.ShouldBeTrue();
            await DoneAsync(engine, $"/api/v1/jobs/{job}/suspend");
            (await StatusAsync(engine, job)).ShouldBe("SUSPENDED");
            _cluster.Applications.Count(a => a.IsAlive).ShouldBe(0);
            await DoneAsync(engine, $"/api/v1/jobs/{job}/start");
            _cluster.Applications.Count(a => a.IsAlive).ShouldBe(1);
            _cluster.Applications[^1].Plan.Restore.ShouldNotBeNull().Path.ShouldBe(_cluster.Applications[0].Savepoints.Values.Single().Path);
        }

        await using (var engine = await EngineHost.StartAsync(_folder, _cluster))
        {
            await DoneAsync(engine, $"/api/v1/jobs/{job}/kill");
            (await StatusAsync(engine, job)).ShouldBe("KILLED");
            _cluster.Applications.Count(a => a.IsAlive).ShouldBe(0);
            await engine.PostAsync($"/api/v1/jobs/{job}/start", null, 409);
            await CheckHistoryAsync(engine, job);
        }
    }

    /// <summary>Never half dead: without its actor system a host would answer 503 for good and look alive.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ActorSystem_EndsByItself_EndsTheHostWhichMayBeginAnewAtOnce(bool atOnce)
    {
        string job;
        await using (var engine = await EngineHost.StartAsync(_folder, _cluster))
        {
            job = (await engine.PostAsync("/api/v1/jobs", Spec(), 201)).GetProperty("id").GetString()!;
            await DoneAsync(engine, $"/api/v1/jobs/{job}/start");

            (await engine.BreakAsync(atOnce, TimeSpan.FromSeconds(60))).ShouldBeTrue();
        }

        await using var next = await EngineHost.StartAsync(_folder, _cluster);
        (await StatusAsync(next, job)).ShouldBe("RUNNING");
        await DoneAsync(next, $"/api/v1/jobs/{job}/kill");
        _cluster.Applications.ShouldHaveSingleItem().IsAlive.ShouldBeFalse();
    }

    [Fact]
    public async Task Start_SecondEngineOnTheSameFile_IsRefused()
    {
        await using var first = await EngineHost.StartAsync(_folder, _cluster);

        var exception = await Should.ThrowAsync<Exception>(() => EngineHost.StartAsync(_folder, _cluster));

        EngineStartFailures.Explain(exception).ShouldNotBeNull().IsRefusal.ShouldBeTrue();
        (await first.StatusOfAsync("/readyz")).ShouldBe(200);
    }

    private static async Task CheckHistoryAsync(EngineHost engine, string job)
    {
        var runs = (await engine.GetAsync($"/api/v1/jobs/{job}/runs")).GetProperty("items");
        runs.GetArrayLength().ShouldBe(2);
        runs[0].GetProperty("outcome").GetString().ShouldBe("KILLED");
        runs[1].GetProperty("outcome").GetString().ShouldBe("STOPPED");
        var points = (await engine.GetAsync($"/api/v1/jobs/{job}/restore-points")).GetProperty("items");
        points[0].GetProperty("kind").GetString().ShouldBe("STOP_SAVEPOINT");
        (await engine.GetAsync($"/api/v1/jobs/{job}/events?limit=500")).GetProperty("items").EnumerateArray().Select(e => e.GetProperty("type").GetString()).ShouldContain("job-defined");
        (await engine.GetAsync($"/api/v1/jobs/{job}/explain")).GetProperty("items").GetArrayLength().ShouldBeGreaterThan(0);
        var operations = (await engine.GetAsync($"/api/v1/operations?jobId={job}")).GetProperty("items").EnumerateArray().Select(o => o.GetProperty("kind").GetString());
        operations.ShouldBe(["KILL", "START", "SUSPEND", "START"]);
        (await engine.GetAsync($"/api/v1/jobs?q={job}")).GetProperty("items")[0].GetProperty("status").GetString().ShouldBe("KILLED");
    }

    private static async Task DoneAsync(EngineHost engine, string path)
    {
        var operation = await engine.PostAsync($"{path}?wait=PT60S", null, 202);
        operation.GetProperty("state").GetString().ShouldBe("SUCCEEDED", operation.ToString());
    }

    private static async Task<string?> StatusAsync(EngineHost engine, string job) => (await engine.GetAsync($"/api/v1/jobs/{job}")).GetProperty("status").GetString();

    private static object Spec() => new { name = "orders", artifact = "hdfs:///jars/orders.jar", entryClass = "com.x.Orders", target = new { cluster = "a" } };
}
