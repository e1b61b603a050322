using System.Data.Common;
using System.Diagnostics;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Tests.Storage;
using ActorPlatform.Actors.Tests.Storage.Databases;
using Akka.Actor;

namespace ActorPlatform.Actors.Tests.Journal;

[Collection(PostgresServer.Collection)]
public sealed class PostgresJournalTests(PostgresServer server) : JournalCompliance(new PostgresTestDatabase(server))
{
    protected override async Task<DbConnection> HoldWritesAsync()
    {
        var connection = await Database.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN; LOCK TABLE journal IN SHARE MODE";
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>Negative control: under the stock write path the same conflict does harm neighbours, so the compliance test can see it.</summary>
    [SkippableFact]
    public async Task Persist_ConflictUnderTheStockJournal_HarmsNeighbours()
    {
        Options.Journal.Kind = JournalKind.Stock;
        // One statement at a time, as wide as the group: else the culprit may travel alone, and harms nobody.
        Hocon = "akka.persistence.journal.sql { parallelism = 1, batch-size = 400 }";

        var refused = await RunConflictAsync();

        refused.Count.ShouldBeGreaterThan(1);
    }

    /// <summary>Our session dies while its statement waits behind another writer's row; that writer's commit comes late, after the entity has reloaded without it.</summary>
    [SkippableFact]
    public async Task Persist_AnswerWasLostAndAnotherCommitComesLate_IsRefusedAndNothingIsDoubled()
    {
        Options.Journal.Writers = 1;
        var entity = Start("a");
        await ReadAsync(entity);
        await using var slow = await Database.OpenAsync();
        await using var transaction = await slow.BeginTransactionAsync();
        await ExecuteAsync(slow, InsertOf("a"));
        var lost = AskAsync(entity, new Write("lost answer"));
        await Eventually.IsAsync(async () => await CountAsync(WaitingWriters) == 1, Patience, "our statement waits for the other writer's row");
        await ExecuteAsync("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'actorplatform journal writer'");
        (await lost).ShouldBeOfType<Failed>();
        var reloaded = Start("a");
        (await ReadAsync(reloaded)).ShouldBeEmpty();
        await transaction.CommitAsync();

        (await AskAsync(reloaded, new Write("repeated"))).ShouldBeOfType<Refused>();

        var third = Start("a");
        (await ReadAsync(third)).ShouldBe(["late"]);
        (await WriteAsync(third, "repeated")).Sequence.ShouldBe(2);
    }

    [SkippableFact]
    public async Task Persist_DatabaseWentAwayAndCameBack_AllWriteAgain()
    {
        string[] ids = [.. Enumerable.Range(0, 20).Select(i => $"entity-{i}")];
        IActorRef[] entities = [.. ids.Select(id => Start(id))];
        await Task.WhenAll(entities.Select(entity => WriteAsync(entity, "before")));
        await server.StopAsync();
        try
        {
            var answers = await Task.WhenAll(entities.Select(entity => AskAsync(entity, new Write("while away"))));
            answers.ShouldAllBe(answer => answer is Failed);
        }
        finally
        {
            await server.StartAsync();
        }

        await Task.WhenAll(ids.Select(WriteAgainAsync));

        (await ReadAsync(Start("entity-0"))).ShouldBe(["before", "after"]);
    }

    /// <summary>A breaker that is half open all the time, as it is for a moment whenever a database comes back.</summary>
    [SkippableFact]
    public async Task Reload_WhileTheBreakerIsHalfOpen_IsAnsweredAtOnce()
    {
        Hocon = "akka.persistence.snapshot-store-plugin-fallback.circuit-breaker { max-failures = 1, reset-timeout = 1ms }";
        await WriteAsync(Start("a"), "before");
        await server.StopAsync();
        try
        {
            for (var round = 0; round < 20; round++)
            {
                await Task.WhenAll(Enumerable.Range(0, 50).Select(i => FailToLoadAsync($"entity-{i}")));
            }
        }
        finally
        {
            await server.StartAsync();
        }
    }

    private const string WaitingWriters =
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'actorplatform journal writer' AND wait_event_type = 'Lock'";

    private static string InsertOf(string id) => $$"""
        INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, identifier, manifest, writer_uuid)
        VALUES (0, false, '{{id}}', 1, '{"Id":"11111111-2222-3333-4444-555555555555","At":"2026-11-25T08:00:00+00:00","Events":["late"]}', 4711, 'test-commit-1', 'w')
        """;

    /// <summary>As an entity's gate does: loads it anew until a write succeeds.</summary>
    private async Task WriteAgainAsync(string id) => await Eventually.IsAsync(
        async () =>
        {
            using var inbox = Inbox.Create(System);
            var entity = Start(id, inbox.Receiver);
            inbox.Watch(entity);
            inbox.Send(entity, new Write("after"));
            return await inbox.ReceiveAsync(TimeSpan.FromSeconds(30)) is Written;
        },
        TimeSpan.FromSeconds(60),
        $"{id} writes again");

    private static async Task ExecuteAsync(DbConnection connection, string statement)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> CountAsync(string statement)
    {
        await using var connection = await Database.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
