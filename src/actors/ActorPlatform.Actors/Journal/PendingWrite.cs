using ActorPlatform.Actors.Storage.Journal;

namespace ActorPlatform.Actors.Journal;

/// <summary>A write that waits for its group.</summary>
/// <param name="abandoned">Cancelled when its caller has given up.</param>
internal sealed class PendingWrite(JournalRow row, CancellationToken abandoned)
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int Withdrawn = 2;

    private readonly TaskCompletionSource<Exception?> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state;

    public JournalRow Row => row;

    /// <summary>Null: durable. An exception: refused, nothing was stored. Failed: unknown.</summary>
    public Task<Exception?> Outcome => _outcome.Task;

    /// <summary>Takes it into a group; false when nobody wants it written any more.</summary>
    public bool TryTake()
    {
        if (abandoned.IsCancellationRequested)
        {
            TryWithdraw();
        }

        return Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;
    }

    /// <summary>Takes it out of the queue; false when a group has it already.</summary>
    public bool TryWithdraw()
    {
        if (Interlocked.CompareExchange(ref _state, Withdrawn, Waiting) != Waiting)
        {
            return false;
        }

        End(new JournalBusyException($"{row.PersistenceId} was loaded anew, or given up, before {row.Sequence} was written. Nothing was stored."));
        return true;
    }

    public void Accept() => _outcome.TrySetResult(null);

    public void Refuse(Exception reason) => _outcome.TrySetResult(reason);

    public void End(Exception failure) => _outcome.TrySetException(failure);
}
