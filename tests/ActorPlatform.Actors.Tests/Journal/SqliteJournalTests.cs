using System.Data.Common;
using ActorPlatform.Actors.Tests.Storage.Databases;

namespace ActorPlatform.Actors.Tests.Journal;

public sealed class SqliteJournalTests() : JournalCompliance(new SqliteTestDatabase())
{
    protected override async Task<DbConnection> HoldWritesAsync()
    {
        var connection = await Database.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
