using System.Collections.Immutable;

namespace ActorPlatform.Actors.Storage.Nodes;

/// <summary>One row per process start: who is alive, and who has been fenced. The database arbitrates.</summary>
/// <remarks>A row lives, is fenced, is gone, in this order. Gone is proof: the incarnation has no right to act any more, and never will.</remarks>
public interface INodeStore
{
    /// <summary>Whether other processes may use the same database: PostgreSQL.</summary>
    bool IsShared { get; }

    /// <summary>Adds a row and returns its incarnation, higher than any before. On SQLite every older row is fenced with it: the file's lock proves that no other process lives.</summary>
    Task<long> JoinAsync(NodeIdentity node, CancellationToken cancellationToken);

    /// <summary>Notes that the incarnation's actor system is a member of the cluster.</summary>
    /// <returns>False when the row is fenced or missing.</returns>
    Task<bool> AnnounceAsync(long incarnation, CancellationToken cancellationToken);

    /// <summary>Takes the turn to join or to form a cluster, which one process at a time has; null while another one has it. Never on SQLite, which needs none.</summary>
    Task<IJoinTurn?> TryTakeTurnAsync(CancellationToken cancellationToken);

    /// <summary>Renews the row, unless it is fenced, and reads the others.</summary>
    /// <remarks>Blocks, on a connection of its own, and needs no thread of the pool: the heartbeat's own thread calls it, so that work which fills the pool cannot make a living node look dead.</remarks>
    /// <exception cref="System.Data.Common.DbException">The database is away; the right to act lapses by itself.</exception>
    Renewal Renew(long incarnation);

    /// <summary>Fences incarnations for ever: their renewals fail from now on. One fencing at a time.</summary>
    /// <returns>Those that were fenced by it.</returns>
    Task<ImmutableArray<long>> FenceAsync(FenceOrder order, CancellationToken cancellationToken);

    /// <summary>Notes that a fenced incarnation cannot act any more.</summary>
    Task BuryAsync(long incarnation, CancellationToken cancellationToken);

    /// <summary>Ends the database sessions of a row that is gone.</summary>
    /// <returns>How many there were; 0 on SQLite.</returns>
    Task<int> EndSessionsAsync(long incarnation, CancellationToken cancellationToken);

    /// <summary>Notes an end by the incarnation itself, which must have given up its right to act: fences the row and shows it as gone.</summary>
    Task LeaveAsync(long incarnation, string why, CancellationToken cancellationToken);

    /// <summary>The rows that are not gone, and the newest of those that are, newest first; at most 200.</summary>
    Task<ImmutableArray<NodeRow>> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>The turn to join, held by a database session: it ends with it, whatever becomes of the process.</summary>
public interface IJoinTurn : IAsyncDisposable
{
    /// <summary>Notes that the incarnation belongs to the cluster, in the session that has the turn: success proves that nobody else had it meanwhile.</summary>
    /// <returns>False when the row is fenced or missing.</returns>
    Task<bool> AnnounceAsync(long incarnation, CancellationToken cancellationToken);
}
