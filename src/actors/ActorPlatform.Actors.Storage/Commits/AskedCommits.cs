namespace ActorPlatform.Actors.Storage.Commits;

/// <summary>Which commits that callers asked for; null filters nothing.</summary>
/// <param name="Before">The place of the last one that was read; null for the newest.</param>
/// <param name="Since">Written then or later, by the writer's clock.</param>
/// <param name="Until">Written before.</param>
/// <param name="Limit">1 to 1,000.</param>
public sealed record AskedQuery(string? PersistenceId, long? Before, DateTimeOffset? Since, DateTimeOffset? Until, int Limit);

/// <summary>A commit that a caller asked for.</summary>
/// <param name="Place">In the journal; newer ones have higher places.</param>
public sealed record AskedCommit(StoredCommit Commit, long Place);
