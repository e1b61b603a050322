using System.Collections.Immutable;
using System.Data.Common;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Connections;

namespace ActorPlatform.Actors.Storage.Nodes;

/// <summary>What both databases share; they differ in their clock and in what a renewal must do.</summary>
/// <remarks>Renewals have a connection of their own for life: nothing can borrow it, or make them wait for one.</remarks>
internal abstract class NodeStore<TConnection>(IDatabase database, StorageOptions options, NodeSql sql) : INodeStore, IDisposable
    where TConnection : DbConnection
{
    private readonly Lock _gate = new();
    private TConnection? _connection;
    private bool _disposed;

    public abstract bool IsShared { get; }

    public async Task<long> JoinAsync(NodeIdentity node, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(sql.Join)
            .Text("name", node.Name).Text("address", node.Address).Number("uid", node.Uid).Text("session", options.Session);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<bool> AnnounceAsync(long incarnation, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(NodeSql.Announce).Number("incarnation", incarnation);
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    public abstract Task<IJoinTurn?> TryTakeTurnAsync(CancellationToken cancellationToken);

    public Renewal Renew(long incarnation)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                _connection ??= Open();
                return Renew(_connection, incarnation);
            }
            catch
            {
                // What the connection is good for is unknown now: the next renewal opens its own.
                Drop();
                throw;
            }
        }
    }

    public abstract Task<ImmutableArray<long>> FenceAsync(FenceOrder order, CancellationToken cancellationToken);

    public async Task BuryAsync(long incarnation, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(NodeSql.Bury).Number("incarnation", incarnation);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public abstract Task<int> EndSessionsAsync(long incarnation, CancellationToken cancellationToken);

    public async Task LeaveAsync(long incarnation, string why, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(NodeSql.Leave).Number("incarnation", incarnation).Text("why", why);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<ImmutableArray<NodeRow>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var command = connection.Command(sql.Read);
        return await command.ReadRowsAsync(Read, cancellationToken);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Drop();
        }
    }

    /// <summary>Opens the connection of the renewals.</summary>
    protected abstract TConnection Open();

    /// <summary>One renewal.</summary>
    protected abstract Renewal Renew(TConnection connection, long incarnation);

    /// <summary>A row of <see cref="NodeSql.Columns"/>.</summary>
    protected static NodeRow Read(DbDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetInt32(3), row.Time(4), row.Time(5),
        row.GetBoolean(6), row.GetBoolean(7), row.GetBoolean(8))
    {
        Renewals = row.GetInt64(9), Session = row.GetString(10), FencedBy = row.IsDBNull(11) ? null : row.GetInt64(11), FencedWhy = row.Text(12),
    };

    private void Drop()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
