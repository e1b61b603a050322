using System.Collections.Immutable;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Connections;
using Microsoft.Data.Sqlite;

namespace ActorPlatform.Actors.Storage.Nodes;

/// <remarks>
/// A renewal reads and does not write: the file's lock already proves that no other process owns anything, and a write would queue behind the journal's groups, so that load
/// could make a living node look dead.
/// </remarks>
internal sealed class SqliteNodeStore(IDatabase database, StorageOptions options) : NodeStore<SqliteConnection>(database, options, NodeSql.Sqlite)
{
    private const string ReadRow = "SELECT fenced FROM node WHERE incarnation = @incarnation";

    private const string Fence = """
        UPDATE node SET fenced = 1, gone = @silent IS NOT NULL, fenced_by = @by, fenced_why = @why
        WHERE incarnation = @incarnation AND NOT fenced AND (@silent IS NULL OR renewals = @silent) AND EXISTS (SELECT 1 FROM node WHERE incarnation = @by AND NOT fenced)
        """;

    private readonly IDatabase _database = database;
    private readonly StorageOptions _options = options;

    public override bool IsShared => false;

    public override Task<IJoinTurn?> TryTakeTurnAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException("One engine has the file: it joins nobody.");

    public override async Task<ImmutableArray<long>> FenceAsync(FenceOrder order, CancellationToken cancellationToken)
    {
        var fenced = ImmutableArray.CreateBuilder<long>();
        await using var connection = await _database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var victim in order.Victims)
        {
            await using var command = connection.Command(Fence)
                .Number("incarnation", victim.Incarnation).Number("silent", victim.SilentSince).Number("by", order.By).Text("why", order.Why);
            command.Transaction = transaction;
            if (await command.ExecuteNonQueryAsync(cancellationToken) > 0) fenced.Add(victim.Incarnation);
        }

        await transaction.CommitAsync(cancellationToken);
        return fenced.ToImmutable();
    }

    public override Task<int> EndSessionsAsync(long incarnation, CancellationToken cancellationToken) => Task.FromResult(0);

    protected override SqliteConnection Open() => SqliteSettings.Open(_options, pooled: false);

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
