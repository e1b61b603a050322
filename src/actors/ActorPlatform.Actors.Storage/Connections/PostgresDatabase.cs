using System.Data.Common;
using ActorPlatform.Actors.Storage.Configuration;
using Npgsql;
using NpgsqlTypes;

namespace ActorPlatform.Actors.Storage.Connections;

internal sealed class PostgresDatabase(StorageOptions options) : IDatabase
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(PostgresSettings.Pooled(options));

    public async Task<DbConnection> OpenAsync(CancellationToken cancellationToken) => await _source.OpenConnectionAsync(cancellationToken);

    public void AddTexts(DbCommand command, string name, IReadOnlyCollection<string>? texts) =>
        command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = texts is null ? DBNull.Value : texts.ToArray() });

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
