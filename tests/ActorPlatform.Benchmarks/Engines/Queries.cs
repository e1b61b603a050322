using System.Data.Common;
using System.Globalization;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Connections;
using Npgsql;

namespace ActorPlatform.Benchmarks.Engines;

/// <summary>Looks into an engine's database from beside it.</summary>
internal static class Queries
{
    public static async Task<long> CommitsAsync(StorageOptions storage, CancellationToken cancellationToken) =>
        (long)await NumberAsync(storage, "SELECT count(*) FROM journal", cancellationToken);

    public static async Task<double> NumberAsync(StorageOptions storage, string query, CancellationToken cancellationToken)
    {
        await using DbConnection connection = storage.Provider is StorageProvider.Postgres
            ? new NpgsqlConnection(PostgresSettings.Pooled(storage))
            : SqliteSettings.Open(storage, pooled: false);
        if (connection.State is not System.Data.ConnectionState.Open) await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        return Convert.ToDouble(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }
}
