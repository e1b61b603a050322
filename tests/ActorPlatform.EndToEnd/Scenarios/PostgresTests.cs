using ActorPlatform.EndToEnd.Databases;
using ActorPlatform.EndToEnd.Engines;
using ActorPlatform.EndToEnd.Rigs;
using ActorPlatform.EndToEnd.Waits;

namespace ActorPlatform.EndToEnd.Scenarios;

public sealed class PostgresTests
{
    private static readonly TimeSpan s_within = TimeSpan.FromMinutes(2);

    [SkippableFact]
    public async Task Lifecycle_OnPostgres_IsTheSameAndSurvivesAnAbsentDatabase()
    {
        var rig = await Rig.SharedAsync();
        await using var database = await PostgresInstance.StartNewAsync();
        await using var engine = Engine.Create(rig, "postgres", c => c with { Storage = $"provider = postgres, postgres.connection-string = \"{database.ConnectionString}\"" });
        await engine.StartAsync();
        var job = await Job.RunAsync(rig, engine, JobSpecs.Counting("postgres"));
        await job.CountsAsync();

        await database.StopAsync();
        await AnswersUnavailableAsync(job);
        await database.StartAsync();
        await Until.SeenAsync("it is ready again", s_within, () => engine.Api.TryGetAsync("/readyz"), a => a.Status == 200, job.DescribeAsync);

        await job.BecomesAsync("RUNNING", s_within);
        await job.ShouldBeAsync("RUNNING", runs: 1, live: 1);
        await job.DoAsync("suspend", s_within);
        await job.StartAsync();
        await job.ShouldBeAsync("RUNNING", runs: 2, live: 1);
        (await job.CountsAsync()).RestoredTotal.ShouldBeGreaterThan(0);
        await job.DoAsync("kill", s_within);
        await job.ShouldBeAsync("KILLED", runs: 2, live: 0);
    }

    /// <summary>The command that found no database leaves nothing behind; the cluster goes on without us.</summary>
    private static async Task AnswersUnavailableAsync(Job job)
    {
        var answer = await job.AskAsync("suspend");
        answer.Status.ShouldBe(503, answer.Raw);
        answer.RetryAfter.ShouldNotBeNull();
        await Until.SeenAsync("it says that it is not ready", s_within, () => job.Engine.Api.TryGetAsync("/readyz"), a => a.Status == 503, job.DescribeAsync);
        (await job.Engine.Api.GetAsync("/healthz")).Status.ShouldBe(200);
    }
}
