using System.Data.Common;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Tests.Storage.Databases;

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

        var refused = await RunConflictAsync();

        refused.Count.ShouldBeGreaterThan(1);
    }
}
