using System.Diagnostics;
using ActorPlatform.EndToEnd.Engines;
using ActorPlatform.EndToEnd.Rigs;
using ActorPlatform.EndToEnd.Waits;
using Microsoft.Data.Sqlite;

namespace ActorPlatform.EndToEnd.Scenarios;

public sealed class FrozenEngineTests
{
    private static readonly TimeSpan s_frozen = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_withoutRight = TimeSpan.FromSeconds(5);

    /// <remarks>The test holds the database's write lock, so that the woken engine cannot renew: whatever it asks then, it asks without a right. Its polls come each second otherwise.</remarks>
    [SkippableFact]
    public async Task Wake_AfterSixtySecondsFrozen_AsksTheClusterNothingBeforeItHasRenewed()
    {
        var rig = await Rig.SharedAsync();
        await using var proxy = new CountingProxy(rig.ResourceManager);
        await using var engine = Engine.Create(rig, "frozen", c => c with { ResourceManager = proxy.Address });
        await engine.StartAsync();
        var job = await Job.RunAsync(rig, engine, JobSpecs.Counting("frozen"));
        await SeesRequestsAsync(proxy, Stopwatch.GetTimestamp(), job);

        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(engine.Folder, "actorplatform.db")};Pooling=False;Default Timeout=10"))
        {
            await connection.OpenAsync();
            await ExecuteAsync(connection, "BEGIN IMMEDIATE");
            await engine.PauseAsync();
            await Task.Delay(s_frozen);
            var woken = Stopwatch.GetTimestamp();
            await engine.ResumeAsync();
            await Task.Delay(s_withoutRight);
            proxy.Requests.Count(at => at > woken).ShouldBe(0, "it asked the ResourceManager without a right to act\n" + engine.Log.Tail(60));
            (await rig.Yarn.LiveAsync(job.Id)).Count.ShouldBe(1);
            await ExecuteAsync(connection, "ROLLBACK");
        }

        await SeesRequestsAsync(proxy, Stopwatch.GetTimestamp(), job);
        await job.SeenAsync("it is seen again", TimeSpan.FromSeconds(60), j => j.Text("visibility") == "SEEN" && j.Text("status") == "RUNNING");
        await job.ShouldBeAsync("RUNNING", runs: 1, live: 1);
        await job.DoAsync("kill", TimeSpan.FromMinutes(2));
    }

    private static Task SeesRequestsAsync(CountingProxy proxy, long after, Job job) => Until.SeenAsync(
        "requests to the ResourceManager", TimeSpan.FromSeconds(60), () => Task.FromResult<IReadOnlyList<long>?>(proxy.Requests), r => r.Any(at => at > after), job.DescribeAsync);

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
