using System.Collections.Immutable;

namespace ActorPlatform.Actors.Storage.Nodes;

/// <summary>One row per process start: who is alive, and who has been fenced. The database arbitrates.</summary>
public interface INodeStore
{
    /// <summary>Adds a row and returns its incarnation, higher than any before. On SQLite every older row is fenced with it: the file's lock proves that no other process lives.</summary>
    Task<long> JoinAsync(NodeIdentity node, CancellationToken cancellationToken);

    /// <summary>Notes where the incarnation is reached, once its actor system is a member.</summary>
    /// <returns>False when the row is fenced or missing.</returns>
    Task<bool> AnnounceAsync(long incarnation, string address, int uid, CancellationToken cancellationToken);

    /// <summary>Renews the row with the database's clock, unless it is fenced.</summary>
    /// <remarks>Blocks, on a connection of its own, and needs no thread of the pool: the heartbeat's own thread calls it, so that work which fills the pool cannot make a living node look dead.</remarks>
    /// <exception cref="System.Data.Common.DbException">The database is away; the right to act lapses by itself.</exception>
    Renewal Renew(long incarnation);

    /// <summary>Fences an incarnation for ever: its renewals fail from now on.</summary>
    /// <returns>False when there is no such row.</returns>
    Task<bool> FenceAsync(long incarnation, CancellationToken cancellationToken);

    /// <summary>Notes a planned end: fences the row and shows it as gone.</summary>
    Task LeaveAsync(long incarnation, CancellationToken cancellationToken);

    /// <summary>The rows that are not gone, and the newest of those that are, newest first; at most 200.</summary>
    Task<ImmutableArray<NodeRow>> ReadAsync(CancellationToken cancellationToken);
}
