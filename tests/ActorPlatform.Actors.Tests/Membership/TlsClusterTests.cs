using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Membership;
using ActorPlatform.Actors.Nodes;
using ActorPlatform.Actors.Storage;
using ActorPlatform.Actors.Storage.Nodes;
using ActorPlatform.Actors.Tests.Jobs.Whole;
using ActorPlatform.Actors.Tests.Storage;
using ActorPlatform.Actors.Tests.Storage.Databases;
using ActorPlatform.Actors.Tests.Tls;
using ActorPlatform.Actors.Tls;
using Akka.Cluster;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorPlatform.Actors.Tests.Membership;

/// <summary>Whole engines on one PostgreSQL, with TLS between them.</summary>
[Collection(PostgresServer.Collection)]
public sealed class TlsClusterTests(PostgresServer server) : FleetTest(server)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [SkippableFact]
    public async Task Start_ThreeOfOneAuthority_AreOneClusterAndAnswerForEachOther()
    {
        Skip.If(Server.Missing is not null, Server.Missing);
        using var authority = new TestAuthority();

        var nodes = await Task.WhenAll(Enumerable.Range(1, 3).Select(number => StartAsync(authority.Options($"n{number}"))));

        await TestFleet.AreOneClusterAsync(nodes);
        nodes.ShouldAllBe(node => Cluster.Get(node.System).SelfAddress.Protocol == "akka.ssl.tcp");
        await AnswerAsync(nodes);
    }

    [SkippableFact]
    public async Task Start_OfAnotherAuthority_IsNotLetInAndTheOthersGoOn()
    {
        Skip.If(Server.Missing is not null, Server.Missing);
        using var authority = new TestAuthority();
        using var another = new TestAuthority("another");
        var nodes = await Task.WhenAll(StartAsync(authority.Options("n1")), StartAsync(authority.Options("n2")));
        await TestFleet.AreOneClusterAsync(nodes);

        var thrown = await Should.ThrowAsync<MembershipException>(() => StartAsync(another.Options("n3"), TimeSpan.FromSeconds(8)));

        thrown.Message.ShouldContain("log 2122");
        await TestFleet.AreOneClusterAsync(nodes);
        await AnswerAsync(nodes);
        (await TestFleet.RowsAsync(nodes[0])).Where(row => row.Joined).Count().ShouldBe(2, "it formed no cluster of its own either");
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_OneWithTlsAndOneWithout_SecondSaysSoAtOnceAndTheFirstGoesOn(bool isFirstWith)
    {
        Skip.If(Server.Missing is not null, Server.Missing);
        using var authority = new TestAuthority();
        var first = await StartAsync(isFirstWith ? authority.Options("n1") : new NodeTlsOptions());
        var since = Stopwatch.StartNew();

        var thrown = await Should.ThrowAsync<MembershipException>(() => StartAsync(isFirstWith ? new NodeTlsOptions() : authority.Options("n2")));

        thrown.Message.ShouldContain("one has TLS");
        since.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20), "not after node.join-within");
        await TestFleet.AreOneClusterAsync(first);
        await AnswerAsync(first);
    }

    /// <summary>Akka.NET ends the actor system that opens a connection on which TLS fails: a row alone is no reason to open one.</summary>
    [SkippableFact]
    public async Task AskAsync_ARowThatIsNoMember_OpensNoConnection()
    {
        Skip.If(Server.Missing is not null, Server.Missing);
        using var authority = new TestAuthority();
        var node = await StartAsync(authority.Options("n1"));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var elsewhere = StorageFactory.Create(Fleet.StorageOf("elsewhere"), TimeProvider.System, NullLoggerFactory.Instance);
        await elsewhere.Nodes.JoinAsync(new NodeIdentity("n2", $"akka.ssl.tcp://actorplatform@{listener.LocalEndpoint}", 9), CancellationToken.None);
        var row = (await TestFleet.RowsAsync(node)).Single(row => row.Name == "n2");

        (await node.Service<INodePeers>().AskAsync(row, CancellationToken.None)).ShouldBeNull();

        listener.Pending().ShouldBeFalse();
        await TestFleet.AreOneClusterAsync(node);
    }

    private Task<JobEngine> StartAsync(NodeTlsOptions tls, TimeSpan? joinWithin = null) => Fleet.StartAsync(node =>
    {
        node.Tls = tls;
        node.JoinWithin = joinWithin ?? node.JoinWithin;
    });

    /// <summary>Each answers for entities of all shards, so of all nodes.</summary>
    private static async Task AnswerAsync(params JobEngine[] nodes)
    {
        foreach (var node in nodes)
            foreach (var job in Enumerable.Range(0, 20).Select(number => $"job-{number:D26}"))
                await Eventually.IsAsync(async () => await node.Entities.ReadAsync(job, CancellationToken.None) is EntityAnswer.Sight, Long, $"{job} does not answer");
    }
}
