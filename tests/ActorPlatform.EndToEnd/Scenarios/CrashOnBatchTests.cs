using System.Text.Json.Nodes;
using ActorPlatform.EndToEnd.Engines;
using ActorPlatform.EndToEnd.Rigs;
using ActorPlatform.EndToEnd.Waits;

namespace ActorPlatform.EndToEnd.Scenarios;

public sealed class CrashOnBatchTests : CrashTests
{
    /// <summary>A real cluster on one machine holds few jobs at a time.</summary>
    private static int Count => Requirements.IsSandbox ? 20 : 2;

    [SkippableFact]
    public async Task Batch_EngineKilledInTheMiddle_GoesOnAndEachJobHasOneRun()
    {
        // It dies when so many jobs have accepted, of which the batch has journaled nothing yet.
        var (rig, engine) = await EngineAsync("crash-batch", $"batch:after-ask:{Count / 2}");
        await using var owned = engine;
        var jobs = new List<Job>();
        for (var i = 0; i < Count; i++)
            jobs.Add(await Job.DefineAsync(rig, engine, JobSpecs.Counting($"crash-batch-{i}")));
        var start = Order("START", "DEFINED");
        var first = await AskAsync(engine, start);
        await DiesAsync(engine);
        await engine.StartAsync();

        var operation = (await AskAsync(engine, start)).ShouldNotBeNull();

        (first ?? operation).ShouldBe(operation);
        (await EndAsync(engine, operation)).Body!["batch"]!["succeeded"]!.GetValue<int>().ShouldBe(Count);
        foreach (var job in jobs)
        {
            await job.ShouldBeAsync("RUNNING", runs: 1, live: 1);
            (await rig.Yarn.ApplicationsAsync(job.Id)).ShouldHaveSingleItem();
            (await job.ListAsync("events?after=0&limit=500")).Count(e => e["type"]!.GetValue<string>() == "operation-accepted").ShouldBe(1);
        }

        await EndAsync(engine, (await AskAsync(engine, Order("KILL", "RUNNING"))).ShouldNotBeNull());
        foreach (var job in jobs)
            await job.ShouldBeAsync("KILLED", runs: 1, live: 0);
    }

    private static JsonObject Order(string action, string status) => new()
    {
        ["action"] = action, ["select"] = new JsonObject { ["status"] = new JsonArray(status) }, ["expectCount"] = Count, ["parallelism"] = 5, ["reason"] = "end to end",
    };

    /// <returns>The operation; null when the engine died before it could answer.</returns>
    private static async Task<string?> AskAsync(Engine engine, JsonObject order)
    {
        try
        {
            var answer = await engine.Api.PostAsync("/api/v1/batches", order.DeepClone().AsObject(), $"key-{order["action"]}");
            answer.Status.ShouldBe(202, answer.Raw);
            return answer.Text("id");
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<ApiAnswer> EndAsync(Engine engine, string operation)
    {
        var ended = await Until.SeenAsync(
            $"batch {operation} ends", Job.StartsWithin, () => engine.Api.TryGetAsync($"/api/v1/operations/{operation}"), answer => answer.Text("state") is "SUCCEEDED" or "FAILED", () => Task.FromResult(engine.Tail(60)));
        ended.Text("state").ShouldBe("SUCCEEDED", ended.Raw);
        return ended;
    }
}
