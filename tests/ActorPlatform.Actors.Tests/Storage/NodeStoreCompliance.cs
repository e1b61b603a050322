using ActorPlatform.Actors.Storage.Nodes;
using ActorPlatform.Actors.Tests.Storage.Databases;

namespace ActorPlatform.Actors.Tests.Storage;

public abstract class NodeStoreCompliance(ITestDatabase database) : StorageTest(database)
{
    private INodeStore Nodes => Storage.Nodes;

    [SkippableFact]
    public async Task Join_Twice_GivesRisingIncarnations()
    {
        var first = await Nodes.JoinAsync(new NodeIdentity("n1", "127.0.0.1:1"), None);
        var second = await Nodes.JoinAsync(new NodeIdentity("n1", "127.0.0.1:1"), None);

        second.ShouldBeGreaterThan(first);
    }

    [SkippableFact]
    public async Task Renew_LivingRow_ReturnsRenewed()
    {
        var incarnation = await Nodes.JoinAsync(new NodeIdentity("n1", ""), None);

        Nodes.Renew(incarnation).Result.ShouldBe(RenewResult.Renewed);
        (await Nodes.AnnounceAsync(incarnation, "127.0.0.1:7070", -5, None)).ShouldBeTrue();
        var row = (await Nodes.ReadAsync(None)).ShouldHaveSingleItem();
        (row.Name, row.Address, row.Uid, row.Joined, row.Fenced, row.Gone).ShouldBe(("n1", "127.0.0.1:7070", -5, true, false, false));
        row.RenewedAt.ShouldBeGreaterThanOrEqualTo(row.StartedAt);
    }

    [SkippableFact]
    public async Task Renew_RowWasFenced_ReturnsFenced()
    {
        var incarnation = await Nodes.JoinAsync(new NodeIdentity("n1", ""), None);

        (await Nodes.FenceAsync(incarnation, None)).ShouldBeTrue();

        Nodes.Renew(incarnation).Result.ShouldBe(RenewResult.Fenced);
        (await Nodes.AnnounceAsync(incarnation, "x", 1, None)).ShouldBeFalse();
    }

    [SkippableFact]
    public async Task Renew_NoSuchRow_ReturnsMissing()
    {
        Nodes.Renew(4711).Result.ShouldBe(RenewResult.Missing);
        (await Nodes.FenceAsync(4711, None)).ShouldBeFalse();
    }

    [SkippableFact]
    public async Task Leave_PlannedEnd_FencesAndShowsGone()
    {
        var incarnation = await Nodes.JoinAsync(new NodeIdentity("n1", ""), None);

        await Nodes.LeaveAsync(incarnation, None);

        Nodes.Renew(incarnation).Result.ShouldBe(RenewResult.Fenced);
        (await Nodes.ReadAsync(None)).ShouldHaveSingleItem().Gone.ShouldBeTrue();
    }
}

public sealed class SqliteNodeStoreTests() : NodeStoreCompliance(new SqliteTestDatabase())
{
    [Fact]
    public async Task Join_OlderRowIsThere_FencesItAsNoOtherProcessCanLive()
    {
        var first = await Storage.Nodes.JoinAsync(new NodeIdentity("n1", ""), None);
        var second = await Storage.Nodes.JoinAsync(new NodeIdentity("n1", ""), None);

        Storage.Nodes.Renew(first).Result.ShouldBe(RenewResult.Fenced);
        Storage.Nodes.Renew(second).Result.ShouldBe(RenewResult.Renewed);
    }

    [Fact]
    public async Task Renew_WhileAnotherSessionWrites_DoesNotWait()
    {
        var incarnation = await Storage.Nodes.JoinAsync(new NodeIdentity("n1", ""), None);
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
        var incarnation = await Storage.Nodes.JoinAsync(new NodeIdentity("n1", ""), None);
        Storage.Nodes.Renew(incarnation).Timeline.ShouldBe("00000001");
        await ExecuteAsync("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'actorplatform heartbeat'");

        Should.Throw<Npgsql.NpgsqlException>(() => Storage.Nodes.Renew(incarnation));

        Storage.Nodes.Renew(incarnation).Result.ShouldBe(RenewResult.Renewed);
    }
}
