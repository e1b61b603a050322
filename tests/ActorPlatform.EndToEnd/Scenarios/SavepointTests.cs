using System.Text.Json.Nodes;
using ActorPlatform.EndToEnd.Engines;
using ActorPlatform.EndToEnd.Rigs;

namespace ActorPlatform.EndToEnd.Scenarios;

public sealed class SavepointTests
{
    private static readonly TimeSpan s_within = TimeSpan.FromMinutes(2);

    [SkippableFact]
    public async Task Savepoint_BothFormats_StandInTheLedgerAndOnHdfsAndCanBeNamedByAStart()
    {
        var (rig, engine) = await SharedEngine.GetAsync();
        var job = await Job.RunAsync(rig, engine, JobSpecs.Counting("savepoints"));
        var counts = await job.CountsAsync();

        foreach (var format in new[] { "CANONICAL", "NATIVE" })
            await job.DoAsync("savepoints", s_within, new JsonObject { ["format"] = format });

        await job.ShouldBeAsync("RUNNING", runs: 1, live: 1);
        var savepoints = await job.RestorePointsAsync("SAVEPOINT", atLeast: 2);
        savepoints.Select(s => s["format"]!.GetValue<string>()).ShouldBe(["NATIVE", "CANONICAL"]);
        foreach (var savepoint in savepoints)
        {
            savepoint["path"]!.GetValue<string>().ShouldStartWith("hdfs:///");
            (await rig.Hdfs.ExistsAsync(HdfsFiles.PathOf(savepoint["path"]!.GetValue<string>()) + "/_metadata")).ShouldBeTrue();
        }

        await job.DoAsync("kill", s_within);
        await job.StartAsync(savepoints[1]["id"]!.GetValue<string>());

        await job.ShouldBeAsync("RUNNING", runs: 2, live: 1);
        var after = await job.CountsAsync();
        after.RestoredTotal.ShouldBeGreaterThanOrEqualTo(counts.Total);
        after.RestoredTotal.ShouldBe(after.RestoredOffset);
        await job.DoAsync("kill", s_within);
    }
}
