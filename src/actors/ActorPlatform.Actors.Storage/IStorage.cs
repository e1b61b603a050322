using ActorPlatform.Actors.Storage.Commits;
using ActorPlatform.Actors.Storage.Feed;
using ActorPlatform.Actors.Storage.Lists;
using ActorPlatform.Actors.Storage.Nodes;
using ActorPlatform.Actors.Storage.Operations;

namespace ActorPlatform.Actors.Storage;

/// <summary>One database: the tables beside the journal, and reading of the journal itself. Thread safe.</summary>
/// <remarks>Every method of every store may throw a <see cref="System.Data.Common.DbException"/> while the database is away; nothing is retried here.</remarks>
public interface IStorage : IAsyncDisposable
{
    /// <summary>The list of entities.</summary>
    IListStore Lists { get; }

    /// <summary>The operations of all entities.</summary>
    IOperationStore Operations { get; }

    /// <summary>One row per process start.</summary>
    INodeStore Nodes { get; }

    /// <summary>The stored commits of single entities.</summary>
    ICommitStore Commits { get; }

    /// <summary>All commits in commit order.</summary>
    IFeedStore Feed { get; }

    /// <summary>Takes the file's lock (SQLite), brings the schema up to date, and notes the database's generation. Must end before anything else is used; safe to repeat.</summary>
    /// <exception cref="StorageLockedException">Another engine holds the SQLite file.</exception>
    /// <exception cref="StorageSchemaException">A migration failed, or the schema is newer than this program.</exception>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>One round trip to the database, for health checks.</summary>
    Task PingAsync(CancellationToken cancellationToken);
}
