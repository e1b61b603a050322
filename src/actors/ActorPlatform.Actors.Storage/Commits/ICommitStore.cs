using System.Collections.Immutable;

namespace ActorPlatform.Actors.Storage.Commits;

/// <summary>Reading of stored commits, undecoded.</summary>
public interface ICommitStore
{
    /// <summary>The commit that a command caused within the time that commands are remembered (7 days by default); null when there is none.</summary>
    Task<StoredCommit?> FindByCommandAsync(string persistenceId, string commandId, CancellationToken cancellationToken);

    /// <summary>An entity's commits by sequence, oldest first.</summary>
    /// <param name="afterSequence">0 for the first page.</param>
    /// <param name="limit">1 to 1,000.</param>
    Task<ImmutableArray<StoredCommit>> ReadAsync(string persistenceId, long afterSequence, int limit, CancellationToken cancellationToken);

    /// <summary>Commits that callers asked for, newest first, of all entities or one. Without those of a command id with a colon: the engine's own.</summary>
    Task<ImmutableArray<AskedCommit>> ReadAskedAsync(AskedQuery query, CancellationToken cancellationToken);

    /// <summary>The entities that have a snapshot. Few: only those with long journals.</summary>
    Task<ImmutableArray<string>> ReadSnapshotIdsAsync(CancellationToken cancellationToken);
}
