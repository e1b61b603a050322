using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Tests.Jobs.Effects;
using ActorPlatform.Actors.Tests.Jobs.Whole;
using ActorPlatform.Actors.Tests.Storage.Databases;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Facade;
using Akka.Actor;

namespace ActorPlatform.Actors.Tests.Membership;

/// <summary>Who asks a job gets its answer, also while the node that keeps it dies or leaves.</summary>
[Collection(PostgresServer.Collection)]
public sealed class AskingTests(PostgresServer server) : FleetTest(server)
{
    private const int Count = 24;

    [SkippableFact]
    public async Task Kill_OfANode_WhoeverAsksForItsJobs_IsAnsweredByTheNextOwner()
    {
        Skip.If(Server.Missing is not null, Server.Missing);
        var nodes = await ThreeWithJobsAsync();

        await nodes[2].KillAsync();

        (await ReadAllAsync(nodes[0])).ShouldAllBe(answer => answer is EntityAnswer.Sight);
        (await ChangeAllAsync(nodes[1], 1)).ShouldAllBe(answer => answer is Answer.Accepted);
    }

    /// <summary>The control: with nobody who sends again, what was sent to the dead is answered by its time-out.</summary>
    [SkippableFact]
    public async Task Kill_WithNobodyWhoSendsAgain_LeavesQuestionsUnanswered()
    {
        Skip.If(Server.Missing is not null, Server.Missing);
        var nodes = await ThreeWithJobsAsync();
        var again = await nodes[0].System.ActorSelection("/system/ask-again").ResolveOne(TimeSpan.FromSeconds(10));
        await again.GracefulStop(TimeSpan.FromSeconds(10));

        await nodes[2].KillAsync();

        (await ReadAllAsync(nodes[0])).OfType<EntityAnswer.Unavailable>().ShouldNotBeEmpty();
    }

    [SkippableFact]
    public async Task Stop_OfANode_WhileItsJobsAreChanged_NoChangeFails()
    {
        Skip.If(Server.Missing is not null, Server.Missing);
        var nodes = await ThreeWithJobsAsync();
        var stop = nodes[2].StopAsync();
        var version = 0;
        do (await ChangeAllAsync(nodes[version % 2], ++version)).ShouldAllBe(answer => answer is Answer.Accepted);
        while (!stop.IsCompleted || version < 3);
        await stop;
    }

    private async Task<JobEngine[]> ThreeWithJobsAsync()
    {
        var nodes = await Task.WhenAll(Fleet.StartAsync(), Fleet.StartAsync(), Fleet.StartAsync());
        await TestFleet.AreOneClusterAsync(nodes);
        await Task.WhenAll(Jobs.Select(job => nodes[0].DoAsync(job, "define", new DefineJob(EffectFixture.Plan().Spec))));
        return nodes;
    }

    private static IEnumerable<JobId> Jobs => Enumerable.Range(0, Count).Select(number => new JobId($"job-{number:D26}"));

    private static Task<EntityAnswer[]> ReadAllAsync(JobEngine node) => Task.WhenAll(Jobs.Select(job => node.Entities.ReadAsync(job.Value, CancellationToken.None)));

    private static Task<Answer[]> ChangeAllAsync(JobEngine node, int from)
    {
        var spec = EffectFixture.Plan().Spec with { Args = [$"--after={from}"] };
        return Task.WhenAll(Jobs.Select(job => node.Jobs.AskAsync(job, new JobRequest($"change-{from}", $"change-{from}", "tester", new ChangeSpec(spec, from)), CancellationToken.None)));
    }
}
