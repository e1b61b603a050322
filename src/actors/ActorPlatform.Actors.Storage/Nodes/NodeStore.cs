using System.Collections.Immutable;
using System.Data.Common;
using ActorPlatform.Actors.Storage.Connections;

namespace ActorPlatform.Actors.Storage.Nodes;

/// <summary>What both databases share; they differ in their clock and in what a renewal must do.</summary>
internal abstract class NodeStore(IDatabase database, NodeSql sql) : INodeStore, IDisposable
{
    public async Task<long> JoinAsync(NodeIdentity node, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(sql.Join).Text("name", node.Name).Text("address", node.Address);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<bool> AnnounceAsync(long incarnation, string address, int uid, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(NodeSql.Announce).Number("incarnation", incarnation).Text("address", address).Number("uid", uid);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    public abstract Renewal Renew(long incarnation);

    public async Task<bool> FenceAsync(long incarnation, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(NodeSql.Fence).Number("incarnation", incarnation);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    public async Task LeaveAsync(long incarnation, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(NodeSql.Leave).Number("incarnation", incarnation);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<ImmutableArray<NodeRow>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(sql.Read);
        return await command.ReadRowsAsync(Read, cancellationToken);
    }

    public abstract void Dispose();

    private static NodeRow Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetInt32(3), row.Time(4), row.Time(5),
        row.GetBoolean(6), row.GetBoolean(7), row.GetBoolean(8));
}
