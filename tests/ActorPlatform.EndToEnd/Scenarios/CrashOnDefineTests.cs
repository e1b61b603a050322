using ActorPlatform.EndToEnd.Engines;

namespace ActorPlatform.EndToEnd.Scenarios;

/// <remarks>Of several nodes another one answers, and nothing is to be seen of the death.</remarks>
public sealed class CrashOnDefineTests : CrashTests
{
    [SkippableTheory]
    [InlineData("before-persist", 0)]
    [InlineData("after-persist", 1)]
    public async Task Define_EngineKilledBeforeItAnswers_TheRepetitionMeetsTheSameJob(string failPoint, int stored)
    {
        var (_, engine) = await EngineAsync($"crash-define-{failPoint}", failPoint, nodes: 1);
        await using var ended = engine;
        var spec = JobSpecs.Counting("crash-define");
        spec["externalId"] = "autodts-1";

        await Should.ThrowAsync<HttpRequestException>(() => engine.Api.PostAsync("/api/v1/jobs", spec, "the-key"));
        await DiesAsync(engine);
        await engine.StartAsync();

        (await engine.Api.GetAsync("/api/v1/jobs")).Items.Count.ShouldBe(stored);
        var repeated = await engine.Api.PostAsync("/api/v1/jobs", spec, "the-key");
        repeated.Status.ShouldBe(201, repeated.Raw);
        await IsTheOnlyOneAsync(engine, repeated.Text("id")!);

        // The same again for a definition that was answered: by its key it gets the first answer, by its external id the job that is there.
        await engine.KillAsync();
        await engine.StartAsync();
        foreach (var (key, status) in new[] { ("the-key", 201), ("another-key", 200), ((string?)null, 200) })
        {
            var again = await engine.Api.PostAsync("/api/v1/jobs", spec, key);
            again.Status.ShouldBe(status, again.Raw);
            again.Text("id").ShouldBe(repeated.Text("id"));
        }

        await IsTheOnlyOneAsync(engine, repeated.Text("id")!);
    }

    private static async Task IsTheOnlyOneAsync(Engine engine, string id)
    {
        var job = (await engine.Api.GetAsync("/api/v1/jobs")).Items.ShouldHaveSingleItem();
        job["id"]!.GetValue<string>().ShouldBe(id);
        job["status"]!.GetValue<string>().ShouldBe("DEFINED");
    }
}
