using System.Collections.Immutable;
using System.Threading.Channels;
using ActorPlatform.Actors.Storage.Journal;

namespace ActorPlatform.Actors.Journal;

/// <summary>The writes that wait, bounded; and which of them are an entity's, so that a recovery can wait for them.</summary>
internal sealed class WriteQueue(int capacity, int group)
{
    private readonly Channel<PendingWrite> _waiting = Channel.CreateBounded<PendingWrite>(capacity);
    private readonly Dictionary<string, ImmutableArray<PendingWrite>> _unfinished = [];
    private readonly Lock _gate = new();

    /// <exception cref="JournalBusyException">The queue is full or closed.</exception>
    public async Task<Exception?> WriteAsync(JournalRow row, CancellationToken cancellationToken)
    {
        var write = new PendingWrite(row, cancellationToken);
        Note(write);
        try
        {
            return _waiting.Writer.TryWrite(write)
                ? await write.Outcome
                : throw new JournalBusyException($"The journal's queue of {capacity} writes is full, or the journal ends. Nothing was stored; repeat later.");
        }
        finally
        {
            Forget(write);
        }
    }

    /// <summary>Before an entity is read: its queued writes are withdrawn, and the one that a group has is waited for.</summary>
    /// <remarks>
    /// A: the caller of 7 gives up while 7 waits. B: the entity reloads up to 6 and writes another 7. Both in one group, told apart by entity alone, would both be
    /// acknowledged, and one lost.
    /// </remarks>
    public async Task SettleAsync(string persistenceId, CancellationToken cancellationToken)
    {
        // First all of them out of the queue, and only then the waiting: else one of them could be taken meanwhile.
        foreach (var taken in UnfinishedOf(persistenceId).Where(write => !write.TryWithdraw()).ToArray())
        {
            // How it ended does not matter, only that it has.
            await ((Task)taken.Outcome.WaitAsync(cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _waiting.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Fills a group with at most one write an entity; another one of the same entity is carried over to the caller's next group.</summary>
    public List<PendingWrite> Take(Queue<PendingWrite> carried)
    {
        var taken = new List<PendingWrite>();
        var entities = new HashSet<string>();
        for (var left = carried.Count; left > 0; left--)
        {
            Add(carried.Dequeue());
        }

        // What is carried over is bounded too: reading stops when it is as long as a group.
        while (taken.Count < group && carried.Count < group && _waiting.Reader.TryRead(out var write))
        {
            Add(write);
        }

        return taken;

        void Add(PendingWrite write)
        {
            if (taken.Count == group || !entities.Add(write.Row.PersistenceId))
            {
                carried.Enqueue(write);
            }
            else if (write.TryTake())
            {
                taken.Add(write);
            }
        }
    }

    /// <summary>Refuses further writes and drops those that wait: they belong to an incarnation that is over.</summary>
    public void Close()
    {
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out var write))
        {
            write.TryWithdraw();
        }
    }

    private ImmutableArray<PendingWrite> UnfinishedOf(string persistenceId)
    {
        lock (_gate)
        {
            return _unfinished.GetValueOrDefault(persistenceId, []);
        }
    }

    private void Note(PendingWrite write)
    {
        lock (_gate)
        {
            var id = write.Row.PersistenceId;
            _unfinished[id] = _unfinished.GetValueOrDefault(id, []).Add(write);
        }
    }

    private void Forget(PendingWrite write)
    {
        lock (_gate)
        {
            var id = write.Row.PersistenceId;
            var left = _unfinished[id].Remove(write);
            if (left.IsEmpty)
            {
                _unfinished.Remove(id);
            }
            else
            {
                _unfinished[id] = left;
            }
        }
    }
}
