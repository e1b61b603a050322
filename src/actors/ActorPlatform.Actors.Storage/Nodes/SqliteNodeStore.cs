using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Connections;
using Microsoft.Data.Sqlite;

namespace ActorPlatform.Actors.Storage.Nodes;

/// <remarks>
/// A renewal reads and does not write: the file's lock already proves that no other process owns anything, and a write would queue behind the journal's groups, so that load
/// could make a living node look dead.
/// </remarks>
internal sealed class SqliteNodeStore(IDatabase database, StorageOptions options) : NodeStore<SqliteConnection>(database, NodeSql.Sqlite)
{
    private const string ReadRow = "SELECT fenced FROM node WHERE incarnation = @incarnation";

    protected override SqliteConnection Open() => SqliteSettings.Open(options, pooled: false);

    protected override Renewal Renew(SqliteConnection connection, long incarnation)
    {
        using var command = connection.Command(ReadRow).Number("incarnation", incarnation);
        var result = command.ExecuteScalar() switch
        {
            null => RenewResult.Missing,
            0L => RenewResult.Renewed,
            _ => RenewResult.Fenced,
        };
        return new Renewal(result, "");
    }
}
