using ActorPlatform.Actors.Storage.Journal;

namespace ActorPlatform.Actors.Journal;

/// <summary>An entity's commits from a number on, as far as one page goes.</summary>
/// <param name="From">The first number asked for.</param>
/// <param name="Highest">In the whole journal; 0 when there is none.</param>
internal sealed record ReadPage(long From, IReadOnlyList<JournalEvent> Events, long Highest)
{
    /// <summary>The last number of this page; before the first one when it is empty.</summary>
    public long Last => Events.Count > 0 ? Events[^1].Sequence : From - 1;

    /// <summary>Reads the pages of a group: a fair share of the bound on rows each.</summary>
    public static async ValueTask<ReadPage[]> ReadAsync(IReadSession session, IReadOnlyList<JournalRange> ranges, int rows, CancellationToken cancellationToken)
    {
        var page = Math.Max(1, rows / ranges.Count);
        var events = await session.ReadAsync(ranges, page, cancellationToken);
        var highest = events.Select(found => found.Count > 0 ? found[^1].Sequence : 0).ToArray();

        // A full page may have more behind it.
        int[] full = [.. Enumerable.Range(0, ranges.Count).Where(i => events[i].Count == page)];
        if (full.Length > 0)
        {
            var numbers = await session.ReadHighestAsync([.. full.Select(i => ranges[i].PersistenceId)], cancellationToken);
            for (var k = 0; k < full.Length; k++)
            {
                highest[full[k]] = numbers[k];
            }
        }

        return [.. ranges.Select((range, i) => new ReadPage(range.From, events[i], highest[i]))];
    }

    /// <summary>
    /// Numbers are contiguous, from the snapshot's own on: what a failover lost is seen here, not as a wrong state. And no writer comes back after another one has written: a database
    /// that took the write of a former owner has lost what refuses it.
    /// </summary>
    /// <remarks>The second check is that of Akka.Persistence's replay filter, which needs an actor and two more messages an event for it.</remarks>
    /// <exception cref="JournalGapException">They are not, or it does.</exception>
    public ReadPage Checked(string persistenceId)
    {
        if (From > 0 && (Events.Count == 0 || Events[0].Sequence != From))
        {
            throw new JournalGapException(persistenceId, $"{From} is missing, though a snapshot or an earlier page ends with it or just before it. The database lost commits.");
        }

        for (var i = 1; i < Events.Count; i++)
        {
            if (Events[i].Sequence != Events[i - 1].Sequence + 1)
            {
                throw new JournalGapException(persistenceId, $"{Events[i - 1].Sequence + 1} is missing before {Events[i].Sequence}. The database lost commits.");
            }
        }

        CheckWriters(persistenceId);

        // What was deleted on purpose leaves its last row behind, marked.
        return From == 0 && Events is [{ Sequence: > 1, Deleted: false }, ..]
            ? throw new JournalGapException(persistenceId, $"it begins with {Events[0].Sequence}. The database lost commits.")
            : this;
    }

    private void CheckWriters(string persistenceId)
    {
        HashSet<string>? former = null;
        for (var i = 1; i < Events.Count; i++)
        {
            if (Events[i].WriterId == Events[i - 1].WriterId)
            {
                continue;
            }

            (former ??= []).Add(Events[i - 1].WriterId);
            if (former.Contains(Events[i].WriterId))
            {
                throw new JournalGapException(persistenceId, $"{Events[i].Sequence} is of a writer whose successor had written before. The database took what it must refuse.");
            }
        }
    }
}
