using System.Diagnostics;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Tests.Jobs.Effects;
using ActorPlatform.Actors.Tests.Jobs.Whole;
using ActorPlatform.Actors.Tests.Storage;
using ActorPlatform.Actors.Tests.Storage.Databases;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Commands;
using Akka.Cluster;

namespace ActorPlatform.Actors.Tests.Membership;

/// <summary>Whole engines on one PostgreSQL, in real time.</summary>
[Collection(PostgresServer.Collection)]
public sealed class ClusterTests(PostgresServer server) : IAsyncLifetime
{
    private TestFleet _fleet = null!;

    public Task InitializeAsync()
    {
        _fleet = new TestFleet(server);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _fleet.DisposeAsync();

    [SkippableFact]
    public async Task Start_Alone_FormsAClusterOfOneAtOnce()
    {
        Skip.If(server.Missing is not null, server.Missing);
        var since = Stopwatch.StartNew();

        var node = await _fleet.StartAsync();

        await TestFleet.AreOneClusterAsync(node);
        var row = (await TestFleet.RowsAsync(node)).ShouldHaveSingleItem();
        (row.Joined, row.Fenced, row.Gone, row.Address).ShouldBe((true, false, false, Cluster.Get(node.System).SelfAddress.ToString()));
        since.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20), "nobody is there to wait for");
    }

    [SkippableFact]
    public async Task Start_ThreeAtOnce_FormOneClusterInEachRound()
    {
        Skip.If(server.Missing is not null, server.Missing);
        for (var round = 0; round < 5; round++)
        {
            await using var fleet = new TestFleet(server);

            var nodes = await Task.WhenAll(fleet.StartAsync(), fleet.StartAsync(), fleet.StartAsync());

            await TestFleet.AreOneClusterAsync(nodes);
            (await TestFleet.RowsAsync(nodes[0])).ShouldAllBe(row => row.Joined && !row.Fenced);
        }
    }

    [SkippableFact]
    public async Task Kill_OneOfThree_IsFencedAndDownAndItsEntitiesAnswerElsewhere()
    {
        Skip.If(server.Missing is not null, server.Missing);
        var nodes = await Task.WhenAll(_fleet.StartAsync(), _fleet.StartAsync(), _fleet.StartAsync());
        await TestFleet.AreOneClusterAsync(nodes);
        var jobs = Enumerable.Range(0, 30).Select(number => $"job-{number:D26}").ToArray();
        foreach (var job in jobs) await DefineAsync(nodes[0], job);
        var victim = Cluster.Get(nodes[2].System).SelfAddress.ToString();

        await nodes[2].KillAsync();
        var since = Stopwatch.StartNew();

        await TestFleet.AreOneClusterAsync(nodes[0], nodes[1]);
        since.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(12), "fenced after 4.25 s, and downed");
        since.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(3.5), "nobody is fenced while it may act");
        var row = (await TestFleet.RowsAsync(nodes[0])).Single(row => row.Address == victim);
        (row.Fenced, row.Gone).ShouldBe((true, true));
        foreach (var job in jobs)
            await Eventually.IsAsync(async () => await nodes[1].Entities.ReadAsync(job, CancellationToken.None) is EntityAnswer.Sight, TimeSpan.FromSeconds(30), $"{job} does not answer");
    }

    [SkippableFact]
    public async Task Start_AfterTheOnlyNodeWasKilled_FencesItFirst()
    {
        Skip.If(server.Missing is not null, server.Missing);
        var first = await _fleet.StartAsync();
        await first.KillAsync();

        var second = await _fleet.StartAsync();

        await TestFleet.AreOneClusterAsync(second);
        (await TestFleet.RowsAsync(second)).Select(row => (row.Fenced, row.Gone, row.Joined)).ShouldBe([(true, true, true), (false, false, true)]);
    }

    [SkippableFact]
    public async Task Stop_Planned_NobodyWaitsAndNobodyIsFenced()
    {
        Skip.If(server.Missing is not null, server.Missing);
        var nodes = await Task.WhenAll(_fleet.StartAsync(), _fleet.StartAsync());
        await TestFleet.AreOneClusterAsync(nodes);

        await nodes[0].StopAsync();

        await TestFleet.AreOneClusterAsync(nodes[1]);
        var rows = await TestFleet.RowsAsync(nodes[1]);
        rows.Single(row => row.Gone).FencedBy.ShouldBeNull("it left by itself");
        (await nodes[1].Entities.ReadAsync("job-left", CancellationToken.None)).ShouldBeOfType<EntityAnswer.Sight>();
    }

    private static async Task DefineAsync(JobEngine node, string job) => await Eventually.IsAsync(
        async () => await node.Entities.AskAsync(job, new EntityCommand("define", "define", "tester", new DefineJob(EffectFixture.Plan().Spec)), CancellationToken.None) is EntityAnswer.Accepted,
        TimeSpan.FromSeconds(30),
        $"{job} cannot be defined");
}
