using System.Data.Common;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Connections;
using Npgsql;

namespace ActorPlatform.Actors.Tests.Storage.Databases;

/// <summary>A schema of its own on the shared server.</summary>
public sealed class PostgresTestDatabase(PostgresServer server) : ITestDatabase
{
    private readonly string _schema = $"test_{Guid.NewGuid():N}";

    public string? Missing => server.Missing;

    public StorageOptions Options => new() { Provider = StorageProvider.Postgres, Postgres = { ConnectionString = server.ConnectionString, Schema = _schema } };

    public Task<StorageOptions> CreateAsync() => Task.FromResult(Options);

    public async Task<DbConnection> OpenAsync()
    {
        var options = Options;
        // Tests hold locks for as long as they need them.
        options.Postgres.IdleInTransaction = TimeSpan.FromMinutes(10);
        var connection = new NpgsqlConnection(PostgresSettings.Dedicated(options, "test"));
        await connection.OpenAsync();
        return connection;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
