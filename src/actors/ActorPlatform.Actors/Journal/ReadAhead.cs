using System.Collections.Concurrent;

namespace ActorPlatform.Actors.Journal;

/// <summary>Commits that were read when a recovery asked for the highest number, until the same recovery asks for them a moment later.</summary>
/// <remarks>
/// A late page of an older recovery may stand here when a newer one comes. A commit never changes, so any page that covers what is asked is right, and one that does not is not used.
/// Pages that nobody fetches (their recovery timed out) are dropped by age, and the number of pages is bounded by the queue of recoveries.
/// </remarks>
internal sealed class ReadAhead(TimeProvider time, TimeSpan keep, int capacity)
{
    private readonly ConcurrentDictionary<string, Kept> _pages = new();
    private readonly ConcurrentQueue<(string PersistenceId, Kept Kept)> _byAge = new();

    public void Put(string persistenceId, ReadPage page)
    {
        var kept = new Kept(page, time.GetTimestamp());
        _pages[persistenceId] = kept;
        _byAge.Enqueue((persistenceId, kept));
        while (_byAge.TryPeek(out var oldest) && (oldest.Kept.IsReleased || _byAge.Count > capacity || time.GetElapsedTime(oldest.Kept.Since) > keep) && _byAge.TryDequeue(out oldest))
        {
            _pages.TryRemove(KeyValuePair.Create(oldest.PersistenceId, oldest.Kept));
        }
    }

    /// <summary>The page, once, if it begins early enough and was read when the journal went as far as asked.</summary>
    public ReadPage? Take(string persistenceId, long from, long to)
    {
        if (!_pages.TryRemove(persistenceId, out var kept)) return null;
        var page = kept.Release();
        return page.From <= from && page.Highest >= to && time.GetElapsedTime(kept.Since) <= keep ? page : null;
    }

    /// <summary>A page with its age.</summary>
    private sealed class Kept(ReadPage page, long since)
    {
        private ReadPage? _page = page;

        public long Since => since;

        public bool IsReleased => _page is null;

        /// <summary>Lets the page go: its place in the queue by age may stand until the next recovery comes, and would keep the commits of every loaded entity in memory.</summary>
        public ReadPage Release()
        {
            var released = _page!;
            _page = null;
            return released;
        }
    }
}
