using ActorPlatform.EndToEnd.Engines;
using ActorPlatform.EndToEnd.Rigs;

namespace ActorPlatform.EndToEnd.Scenarios;

/// <summary>Two engines on one SQLite file.</summary>
public sealed class OneDatabaseTests
{
    private const int DatabaseInUse = 3;

    [SkippableFact]
    public async Task Serve_SecondEngineOnTheSameSqliteFile_EndsWithCode3AndSaysWhy()
    {
        var rig = await Rig.SharedAsync();
        await using var first = Engine.Create(rig, "first", nodes: 1);
        await first.StartAsync();
        await using var second = Engine.Create(rig, "second", c => c with { Storage = first.Config.Storage }, nodes: 1);

        second.Launch();

        (await second.ExitAsync(TimeSpan.FromMinutes(1))).ShouldBe(DatabaseInUse, second.Tail(40));
        second.Tail(40).ShouldContain("actorplatform.db");
        (await first.Api.GetAsync("/readyz")).Status.ShouldBe(200);

        await first.StopAsync();
        await second.StartAsync();
        (await second.Api.GetAsync("/api/v1/jobs")).Status.ShouldBe(200);
    }
}
