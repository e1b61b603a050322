using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Tests.Jobs.Effects;
using ActorPlatform.Actors.Tests.Jobs.Whole;
using ActorPlatform.Actors.Tests.Storage;
using ActorPlatform.Actors.Tests.Storage.Databases;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Facade;

namespace ActorPlatform.Actors.Tests.Membership;

/// <summary>Nodes ask each other over their own connections.</summary>
[Collection(PostgresServer.Collection)]
public sealed class NodeListTests(PostgresServer server) : FleetTest(server)
{
    [SkippableFact]
    public async Task List_FromEachNode_TellsAllShardsAndEntitiesOnce()
    {
        Skip.If(Server.Missing is not null, Server.Missing);
        var nodes = await ThreeAsync(jobs: 30);

        foreach (var node in nodes)
        {
            var seen = await ListAsync(node);

            seen.Select(each => (each.Name, each.State, each.IsSelf)).ShouldBe(nodes.Select((other, index) => ($"n{index + 1}", NodeState.Up, other == node)));
            seen.ShouldAllBe(each => each.Report!.MayActFor > TimeSpan.Zero && each.Report.Version.Length > 0);
            seen.Sum(each => each.Report!.Entities).ShouldBe(30);
        }
    }

    [SkippableFact]
    public async Task Drain_OfOneOfThree_MovesItsJobsAndItIsGone()
    {
        Skip.If(Server.Missing is not null, Server.Missing);
        var nodes = await ThreeAsync(jobs: 30);

        var answer = await nodes[0].Jobs.Nodes.DrainAsync(new NodeDrainRequest("n3", false, "anna"), CancellationToken.None);

        answer.ShouldBeOfType<NodeDrain.Accepted>();
        await nodes[2].System.WhenTerminated.WaitAsync(TimeSpan.FromSeconds(60));
        await TestFleet.AreOneClusterAsync(nodes[0], nodes[1]);
        var gone = (await ListAsync(nodes[0])).Single(node => node.Name == "n3");
        (gone.State, gone.Why, gone.FencedBy).ShouldBe((NodeState.Gone, "It was drained; anna asked for it.", null));
        for (var number = 0; number < 30; number++)
            await Eventually.IsAsync(async () => await nodes[1].Entities.ReadAsync(JobOf(number), CancellationToken.None) is EntityAnswer.Sight, TimeSpan.FromSeconds(30), $"{JobOf(number)} does not answer");
    }

    /// <summary>Between a sudden death and the fencing only the row is known.</summary>
    [SkippableFact]
    public async Task List_WithADeadOne_ShowsItWithoutAReport()
    {
        Skip.If(Server.Missing is not null, Server.Missing);
        Fleet.Options.FenceAfter = TimeSpan.FromSeconds(30);
        var nodes = await ThreeAsync(jobs: 0);
        await nodes[2].KillAsync();

        var seen = await ListAsync(nodes[0]);

        seen.Select(node => (node.Name, node.State, node.Report is not null)).ShouldBe([("n1", NodeState.Up, true), ("n2", NodeState.Up, true), ("n3", NodeState.Up, false)]);
    }

    private static async Task<NodeSight[]> ListAsync(JobEngine node) => [.. await node.Jobs.Nodes.ListAsync(CancellationToken.None)];

    private static string JobOf(int number) => $"job-{number:D26}";

    private async Task<JobEngine[]> ThreeAsync(int jobs)
    {
        JobEngine[] nodes = [await Fleet.StartAsync(), await Fleet.StartAsync(), await Fleet.StartAsync()];
        await TestFleet.AreOneClusterAsync(nodes);
        for (var number = 0; number < jobs; number++)
            await Eventually.IsAsync(
                async () => await nodes[0].Entities.AskAsync(JobOf(number), new EntityCommand("define", "define", "tester", new DefineJob(EffectFixture.Plan().Spec)), CancellationToken.None) is EntityAnswer.Accepted,
                TimeSpan.FromSeconds(30),
                $"{JobOf(number)} cannot be defined");
        return nodes;
    }
}
