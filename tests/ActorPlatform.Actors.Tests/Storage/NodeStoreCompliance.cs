using System.Collections.Immutable;
using ActorPlatform.Actors.Storage;
using ActorPlatform.Actors.Storage.Connections;
using ActorPlatform.Actors.Storage.Nodes;
using ActorPlatform.Actors.Tests.Storage.Databases;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ActorPlatform.Actors.Tests.Storage;

public abstract class NodeStoreCompliance(ITestDatabase database) : StorageTest(database)
{
    private INodeStore Nodes => Storage.Nodes;

    [SkippableFact]
    public async Task Join_Twice_GivesRisingIncarnations()
    {
        var first = await Nodes.JoinAsync(new NodeIdentity("n1", "127.0.0.1:1", -5), None);
        var second = await Nodes.JoinAsync(new NodeIdentity("n1", "127.0.0.1:1", -5), None);

        second.ShouldBeGreaterThan(first);
    }

    [SkippableFact]
    public async Task Renew_LivingRow_ReturnsRenewed()
    {
        var incarnation = await Nodes.JoinAsync(new NodeIdentity("n1", "127.0.0.1:7070", -5), None);

        Nodes.Renew(incarnation).Result.ShouldBe(RenewResult.Renewed);
        (await Nodes.AnnounceAsync(incarnation, None)).ShouldBeTrue();
        var row = (await Nodes.ReadAsync(None)).ShouldHaveSingleItem();
        (row.Name, row.Address, row.Uid, row.Joined, row.Fenced, row.Gone).ShouldBe(("n1", "127.0.0.1:7070", -5, true, false, false));
        row.RenewedAt.ShouldBeGreaterThanOrEqualTo(row.StartedAt);
    }

    [SkippableFact]
    public async Task Renew_RowWasFenced_ReturnsFenced()
    {
        var incarnation = await Nodes.JoinAsync(new NodeIdentity("n1", "", -5), None);

        (await FenceAsync(incarnation, incarnation)).ShouldBe([incarnation]);

        Nodes.Renew(incarnation).Result.ShouldBe(RenewResult.Fenced);
        (await Nodes.AnnounceAsync(incarnation, None)).ShouldBeFalse();
    }

    [SkippableFact]
    public async Task Renew_NoSuchRow_ReturnsMissing()
    {
        Nodes.Renew(4711).Result.ShouldBe(RenewResult.Missing);
        (await FenceAsync(await Nodes.JoinAsync(new NodeIdentity("n1", "", 6), None), 4711)).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task Leave_PlannedEnd_FencesAndShowsGone()
    {
        var incarnation = await Nodes.JoinAsync(new NodeIdentity("n1", "", -5), None);

        await Nodes.LeaveAsync(incarnation, "It left.", None);

        Nodes.Renew(incarnation).Result.ShouldBe(RenewResult.Fenced);
        var row = (await Nodes.ReadAsync(None)).ShouldHaveSingleItem();
        (row.Gone, row.FencedWhy).ShouldBe((true, "It left."));
    }

    private protected Task<ImmutableArray<long>> FenceAsync(long by, long victim) => Nodes.FenceAsync(new FenceOrder(by, [new FenceVictim(victim, null)], "test"), None);
}

public sealed class SqliteNodeStoreTests() : NodeStoreCompliance(new SqliteTestDatabase())
{
    [Fact]
    public async Task Join_OlderRowIsThere_FencesItAsNoOtherProcessCanLive()
    {
        var first = await Storage.Nodes.JoinAsync(new NodeIdentity("n1", "", -5), None);
        var second = await Storage.Nodes.JoinAsync(new NodeIdentity("n1", "", -5), None);

        Storage.Nodes.Renew(first).Result.ShouldBe(RenewResult.Fenced);
        Storage.Nodes.Renew(second).Result.ShouldBe(RenewResult.Renewed);
    }

    [Fact]
    public async Task Renew_WhileAnotherSessionWrites_DoesNotWait()
    {
        var incarnation = await Storage.Nodes.JoinAsync(new NodeIdentity("n1", "", -5), None);
        await using var other = await Database.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();

        Storage.Nodes.Renew(incarnation).Result.ShouldBe(RenewResult.Renewed);
    }
}

[Collection(PostgresServer.Collection)]
public sealed class PostgresNodeStoreTests(PostgresServer server) : NodeStoreCompliance(new PostgresTestDatabase(server))
{
    [SkippableFact]
    public async Task Renew_SessionWasTerminated_FailsOnceAndGoesOnWithANewOne()
    {
        var incarnation = await Storage.Nodes.JoinAsync(new NodeIdentity("n1", "", -5), None);
        Storage.Nodes.Renew(incarnation).Timeline.ShouldBe("00000001");
        await ExecuteAsync("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'actorplatform heartbeat'");

        Should.Throw<Npgsql.NpgsqlException>(() => Storage.Nodes.Renew(incarnation));

        Storage.Nodes.Renew(incarnation).Result.ShouldBe(RenewResult.Renewed);
    }

    [SkippableFact]
    public async Task Renew_SeveralNodes_CountsAndReadsAllThatAreNotGone()
    {
        var (one, two, left) = (await JoinAsync(1), await JoinAsync(2), await JoinAsync(3));
        await Storage.Nodes.LeaveAsync(left, "", None);
        Storage.Nodes.Renew(two);

        var rows = Storage.Nodes.Renew(one).Rows;

        rows.Select(row => (row.Incarnation, row.Uid, row.Renewals)).ShouldBe([(one, 1, 1L), (two, 2, 1L)]);
    }

    [SkippableFact]
    public async Task Fence_SilentSinceWhatWasSeen_IsGoneAtOnce()
    {
        var (fencer, victim) = (await JoinAsync(1), await JoinAsync(2));
        Storage.Nodes.Renew(victim);

        (await FenceSilentAsync(fencer, victim, 1)).ShouldBe([victim]);

        var row = (await Storage.Nodes.ReadAsync(None)).Single(row => row.Incarnation == victim);
        (row.Fenced, row.Gone, row.FencedBy, row.FencedWhy).ShouldBe((true, true, fencer, "silent"));
    }

    [SkippableFact]
    public async Task Fence_RenewedMeanwhile_IsRefused()
    {
        var (fencer, victim) = (await JoinAsync(1), await JoinAsync(2));
        Storage.Nodes.Renew(victim);
        Storage.Nodes.Renew(victim);

        (await FenceSilentAsync(fencer, victim, 1)).ShouldBeEmpty();

        Storage.Nodes.Renew(victim).Result.ShouldBe(RenewResult.Renewed);
    }

    [SkippableFact]
    public async Task Fence_FencerIsFenced_IsRefused()
    {
        var (fencer, victim, third) = (await JoinAsync(1), await JoinAsync(2), await JoinAsync(3));
        (await FenceAsync(third, fencer)).ShouldBe([fencer]);

        (await FenceAsync(fencer, victim)).ShouldBeEmpty();
        (await FenceSilentAsync(fencer, victim, 0)).ShouldBeEmpty();

        Storage.Nodes.Renew(victim).Result.ShouldBe(RenewResult.Renewed);
    }

    /// <summary>Two that fence each other at the same moment, many times: exactly one of them is fenced. Also the control of the lock: see the test below.</summary>
    [SkippableFact]
    public async Task Fence_EachOtherAtOnce_ExactlyOneIsFenced()
    {
        for (var round = 0; round < 20; round++)
        {
            var (one, two) = (await JoinAsync(1), await JoinAsync(2));

            await Task.WhenAll(FenceAsync(one, two), FenceAsync(two, one));

            new[] { one, two }.Count(node => Storage.Nodes.Renew(node).Result == RenewResult.Fenced).ShouldBe(1);
        }
    }

    /// <summary>Negative control: the same statements without their order, in two sessions that have both begun, fence both.</summary>
    [SkippableFact]
    public async Task Fence_WithoutTheLock_BothAreFenced()
    {
        var (one, two) = (await JoinAsync(1), await JoinAsync(2));
        await using var first = (NpgsqlConnection)await Database.OpenAsync();
        await using var second = (NpgsqlConnection)await Database.OpenAsync();
        await using var begun = await first.BeginTransactionAsync();
        await using var other = await second.BeginTransactionAsync();

        await RunAsync(first, new FenceOrder(one, [new FenceVictim(two, null)], ""));
        await RunAsync(second, new FenceOrder(two, [new FenceVictim(one, null)], ""));
        await begun.CommitAsync();
        await other.CommitAsync();

        new[] { one, two }.Count(node => Storage.Nodes.Renew(node).Result == RenewResult.Fenced).ShouldBe(2);

        static async Task RunAsync(NpgsqlConnection connection, FenceOrder order)
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { PostgresFencing.Of(order) } };
            await batch.ExecuteNonQueryAsync();
        }
    }

    [SkippableFact]
    public async Task Fence_Living_IsGoneOnlyWhenItIsBuried()
    {
        var (fencer, victim) = (await JoinAsync(1), await JoinAsync(2));
        await FenceAsync(fencer, victim);
        Storage.Nodes.Renew(fencer).Rows.Select(row => (row.Incarnation, row.Fenced)).ShouldBe([(fencer, false), (victim, true)]);

        await Storage.Nodes.BuryAsync(victim, None);
        await Storage.Nodes.BuryAsync(fencer, None);

        Storage.Nodes.Renew(fencer).Rows.Select(row => row.Incarnation).ShouldBe([fencer], "who is not fenced is not buried");
    }

    [SkippableFact]
    public async Task EndSessions_OfTheDead_EndsTheirsAndNoOthers()
    {
        var dead = Options;
        dead.Session = "dead0001";
        await using var theirs = StorageFactory.Create(dead, Time, NullLoggerFactory.Instance);
        var victim = await theirs.Nodes.JoinAsync(new NodeIdentity("n2", "", 2), None);
        theirs.Nodes.Renew(victim);
        await using var journal = new NpgsqlConnection(PostgresSettings.Dedicated(dead, "journal writer"));
        await journal.OpenAsync();
        dead.Session = "";
        var fencer = await JoinAsync(1);
        Storage.Nodes.Renew(fencer);
        (await Storage.Nodes.EndSessionsAsync(victim, None)).ShouldBe(0, "it is not gone");
        await FenceSilentAsync(fencer, victim, 1);

        (await Storage.Nodes.EndSessionsAsync(victim, None)).ShouldBeGreaterThanOrEqualTo(2);

        await Should.ThrowAsync<NpgsqlException>(async () => await new NpgsqlCommand("SELECT 1", journal).ExecuteScalarAsync());
        Storage.Nodes.Renew(fencer).Result.ShouldBe(RenewResult.Renewed);
    }

    [SkippableFact]
    public async Task TakeTurn_SomebodyHasIt_WaitsForItsSessionOnly()
    {
        var first = await Storage.Nodes.TryTakeTurnAsync(None);
        (await Storage.Nodes.TryTakeTurnAsync(None)).ShouldBeNull();
        var incarnation = await JoinAsync(1);
        (await first!.AnnounceAsync(incarnation, None)).ShouldBeTrue();
        await ExecuteAsync("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'actorplatform bootstrap'");

        await using var second = await Storage.Nodes.TryTakeTurnAsync(None);

        second.ShouldNotBeNull();
        await Should.ThrowAsync<NpgsqlException>(() => first.AnnounceAsync(incarnation, None), "who lost the turn is not noted as joined");
        await first.DisposeAsync();
    }

    private Task<long> JoinAsync(int uid) => Storage.Nodes.JoinAsync(new NodeIdentity($"n{uid}", $"akka.tcp://a@127.0.0.1:{uid}", uid), None);

    private Task<ImmutableArray<long>> FenceSilentAsync(long by, long victim, long renewals) =>
        Storage.Nodes.FenceAsync(new FenceOrder(by, [new FenceVictim(victim, renewals)], "silent"), None);
}
