using System.Data.Common;
using System.Text.Json;
using ActorPlatform.Actors.Storage.Configuration;
using Microsoft.Data.Sqlite;

namespace ActorPlatform.Actors.Storage.Connections;

/// <remarks>SQLite has no asynchronous calls: these complete before they return.</remarks>
internal sealed class SqliteDatabase(StorageOptions options) : IDatabase
{
    public Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<DbConnection>(SqliteSettings.Open(options, pooled: true));
    }

    public void AddTexts(DbCommand command, string name, IReadOnlyCollection<string>? texts) =>
        command.Text(name, texts is null ? null : JsonSerializer.Serialize(texts, TextsJson.Default.IReadOnlyCollectionString));

    public ValueTask DisposeAsync()
    {
        // Else the pool keeps the file open after this engine has given its lock back.
        using var connection = new SqliteConnection(SqliteSettings.ConnectionString(options));
        SqliteConnection.ClearPool(connection);
        return ValueTask.CompletedTask;
    }
}
