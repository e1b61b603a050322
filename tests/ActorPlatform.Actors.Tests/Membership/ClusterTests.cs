using System.Diagnostics;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Membership;
using ActorPlatform.Actors.Ownership;
using ActorPlatform.Actors.Storage;
using ActorPlatform.Actors.Storage.Nodes;
using ActorPlatform.Actors.Tests.Jobs.Effects;
using ActorPlatform.Actors.Tests.Jobs.Whole;
using ActorPlatform.Actors.Tests.Storage;
using ActorPlatform.Actors.Tests.Storage.Databases;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs.Commands;
using Akka.Cluster;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorPlatform.Actors.Tests.Membership;

/// <summary>Whole engines on one PostgreSQL, in real time.</summary>
[Collection(PostgresServer.Collection)]
public sealed class ClusterTests(PostgresServer server) : FleetTest(server)
{
    [SkippableFact]
    public async Task Start_Alone_FormsAClusterOfOneAtOnce()
    {
        Skip.If(Server.Missing is not null, Server.Missing);
        var since = Stopwatch.StartNew();

        var node = await Fleet.StartAsync();

        await TestFleet.AreOneClusterAsync(node);
        var row = (await TestFleet.RowsAsync(node)).ShouldHaveSingleItem();
        (row.Joined, row.Fenced, row.Gone, row.Address).ShouldBe((true, false, false, Cluster.Get(node.System).SelfAddress.ToString()));
        since.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20), "nobody is there to wait for");
    }

    [SkippableFact]
    public async Task Start_ThreeAtOnce_FormOneClusterInEachRound()
    {
        Skip.If(Server.Missing is not null, Server.Missing);
        for (var round = 0; round < 5; round++)
        {
            await using var fleet = new TestFleet(Server);

            var nodes = await Task.WhenAll(fleet.StartAsync(), fleet.StartAsync(), fleet.StartAsync());

            await TestFleet.AreOneClusterAsync(nodes);
            (await TestFleet.RowsAsync(nodes[0])).ShouldAllBe(row => row.Joined && !row.Fenced);
        }
    }

    [SkippableFact]
    public async Task Kill_OneOfThree_IsFencedAndDownAndItsEntitiesAnswerElsewhere()
    {
        Skip.If(Server.Missing is not null, Server.Missing);
        var nodes = await Task.WhenAll(Fleet.StartAsync(), Fleet.StartAsync(), Fleet.StartAsync());
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
        Skip.If(Server.Missing is not null, Server.Missing);
        var first = await Fleet.StartAsync();
        await first.KillAsync();

        var second = await Fleet.StartAsync();

        await TestFleet.AreOneClusterAsync(second);
        (await TestFleet.RowsAsync(second)).Select(row => (row.Fenced, row.Gone, row.Joined)).ShouldBe([(true, true, true), (false, false, true)]);
    }

    [SkippableFact]
    public async Task Stop_Planned_NobodyWaitsAndNobodyIsFenced()
    {
        Skip.If(Server.Missing is not null, Server.Missing);
        var nodes = await Task.WhenAll(Fleet.StartAsync(), Fleet.StartAsync());
        await TestFleet.AreOneClusterAsync(nodes);

        await nodes[0].StopAsync();

        await TestFleet.AreOneClusterAsync(nodes[1]);
        var rows = await TestFleet.RowsAsync(nodes[1]);
        rows.Single(row => row.Gone).FencedBy.ShouldBeNull("it left by itself");
        (await nodes[1].Entities.ReadAsync("job-left", CancellationToken.None)).ShouldBeOfType<EntityAnswer.Sight>();
    }

    /// <summary>All are silent at once and nobody can write: nobody is fenced, then or when it is back.</summary>
    [SkippableFact]
    public async Task Database_AwayForTenSeconds_FencesNobody()
    {
        Skip.If(Server.Missing is not null, Server.Missing);
        var nodes = await Task.WhenAll(Fleet.StartAsync(), Fleet.StartAsync(), Fleet.StartAsync());
        await TestFleet.AreOneClusterAsync(nodes);
        await Server.StopAsync();

        await Eventually.IsAsync(() => Task.FromResult(nodes.All(node => !node.Service<IActDeadline>().MayAct)), TimeSpan.FromSeconds(10), "nobody may act without the database");
        await Task.Delay(TimeSpan.FromSeconds(6));
        await Server.StartAsync();

        await Eventually.IsAsync(() => Task.FromResult(nodes.All(node => node.Service<IActDeadline>().MayAct)), TimeSpan.FromSeconds(20), "all act again");
        await Task.Delay(TimeSpan.FromSeconds(6));
        await TestFleet.AreOneClusterAsync(nodes);
        (await TestFleet.RowsAsync(nodes[0])).ShouldAllBe(row => !row.Fenced);
    }

    [SkippableFact]
    public async Task Partition_OneOfThree_LargerSideGoesOnAndTheOtherEnds()
    {
        Skip.If(Server.Missing is not null, Server.Missing);
        Fleet.CanBeCut = true;
        Fleet.Options.PartitionAfter = TimeSpan.FromSeconds(4);
        var nodes = new[] { await Fleet.StartAsync(), await Fleet.StartAsync(), await Fleet.StartAsync() };
        await TestFleet.AreOneClusterAsync(nodes);

        // The lowest incarnation is on the smaller side: it is the number that counts first.
        await TestFleet.CutAsync(nodes[0], nodes[1]);
        await TestFleet.CutAsync(nodes[0], nodes[2]);

        await nodes[0].System.WhenTerminated.WaitAsync(TimeSpan.FromSeconds(30));
        await TestFleet.AreOneClusterAsync(nodes[1], nodes[2]);
        var rows = await TestFleet.RowsAsync(nodes[1]);
        rows.Select(row => row.Gone).ShouldBe([true, false, false]);
        rows[0].FencedWhy.ShouldStartWith("Alive, but cut off");
    }

    [SkippableFact]
    public async Task Start_CannotReachTheMembers_FormsNoClusterAndSaysWhy()
    {
        Skip.If(Server.Missing is not null, Server.Missing);
        var first = await Fleet.StartAsync();

        // A member that renews its row and is nowhere to be reached.
        await first.Service<IStorage>().Nodes.LeaveAsync(first.Service<NodeHeartbeat>().Incarnation, "", CancellationToken.None);
        await first.System.WhenTerminated.WaitAsync(TimeSpan.FromSeconds(30));
        await using var elsewhere = StorageFactory.Create(Fleet.StorageOf("elsewhere"), TimeProvider.System, NullLoggerFactory.Instance);
        var incarnation = await elsewhere.Nodes.JoinAsync(new NodeIdentity("far", "akka.tcp://actorplatform@127.0.0.1:9", 9), CancellationToken.None);
        await elsewhere.Nodes.AnnounceAsync(incarnation, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var renewing = RenewAsync(elsewhere.Nodes, incarnation, stop.Token);

        var thrown = await Should.ThrowAsync<MembershipException>(() => Fleet.StartAsync(node => node.JoinWithin = TimeSpan.FromSeconds(5)));

        thrown.Message.ShouldContain("127.0.0.1:9 did not let this one in");
        await stop.CancelAsync();
        await renewing;
    }

    /// <summary>The next incarnation takes the address of the one before at once; and two programs never listen on one.</summary>
    [SkippableFact]
    public async Task Start_OnTheAddressOfTheOneBefore_WorksAndOnATakenOneFails()
    {
        Skip.If(Server.Missing is not null, Server.Missing);
        var first = await Fleet.StartAsync();
        var other = await Fleet.StartAsync();
        await TestFleet.AreOneClusterAsync(first, other);
        var address = Cluster.Get(first.System).SelfAddress;
        await Should.ThrowAsync<Exception>(() => Fleet.StartAsync(node => node.Advertise = $"127.0.0.1:{address.Port}"));
        await other.Service<IStorage>().Nodes.FenceAsync(
            new FenceOrder(other.Service<NodeHeartbeat>().Incarnation, [new FenceVictim(first.Service<NodeHeartbeat>().Incarnation, null)], "test"), CancellationToken.None);
        await first.System.WhenTerminated.WaitAsync(TimeSpan.FromSeconds(30));

        var next = await Fleet.StartAsync(node => node.Advertise = $"127.0.0.1:{address.Port}");

        Cluster.Get(next.System).SelfAddress.ShouldBe(address);
        await TestFleet.AreOneClusterAsync(next, other);
    }

    private static async Task RenewAsync(INodeStore nodes, long incarnation, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            nodes.Renew(incarnation).Result.ShouldBe(RenewResult.Renewed);
            await Task.Delay(300, CancellationToken.None);
        }
    }

    private static async Task DefineAsync(JobEngine node, string job) => await Eventually.IsAsync(
        async () => await node.Entities.AskAsync(job, new EntityCommand("define", "define", "tester", new DefineJob(EffectFixture.Plan().Spec)), CancellationToken.None) is EntityAnswer.Accepted,
        TimeSpan.FromSeconds(30),
        $"{job} cannot be defined");
}
