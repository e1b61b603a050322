using System.Collections.Immutable;
using ActorPlatform.Actors.Storage.Commits;

namespace ActorPlatform.Actors.Storage.Feed;

/// <summary>All commits in commit order, without gaps: what a reader has passed, nothing can appear before.</summary>
/// <remarks>On PostgreSQL an open write transaction anywhere on the server holds the feed back; see <see cref="ReadLagAsync"/>.</remarks>
public interface IFeedStore
{
    /// <summary>The commits after a position.</summary>
    /// <param name="after">A position that this feed gave out; null for the beginning.</param>
    /// <param name="limit">1 to 1,000.</param>
    Task<FeedPage> ReadAsync(string? after, int limit, CancellationToken cancellationToken);

    /// <summary>The position up to which the feed can be read now. Asked before a list is read, everything that the list lacks comes after it.</summary>
    Task<string> ReadPositionAsync(CancellationToken cancellationToken);

    /// <summary>The age of the oldest commit that is durable but held back; zero when there is none.</summary>
    Task<TimeSpan> ReadLagAsync(CancellationToken cancellationToken);
}

/// <summary>A commit and its position.</summary>
/// <param name="Position">Opaque; a feed read after it goes on with the next commit.</param>
public sealed record FeedItem(string Position, StoredCommit Commit);

/// <summary>A page of the feed.</summary>
/// <param name="Next">The position to ask after; the asked one when there was nothing.</param>
/// <param name="Outdated">True when the asked position is unknown here (the database was restored since, or the text is not a position): list anew.</param>
public sealed record FeedPage(ImmutableArray<FeedItem> Items, string Next, bool Outdated);
