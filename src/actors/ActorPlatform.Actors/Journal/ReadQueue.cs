using System.Threading.Channels;

namespace ActorPlatform.Actors.Journal;

/// <summary>Questions that wait to be answered together, bounded.</summary>
internal sealed class ReadQueue<TQuestion, TAnswer>(int capacity)
{
    private readonly Channel<PendingRead<TQuestion, TAnswer>> _waiting = Channel.CreateBounded<PendingRead<TQuestion, TAnswer>>(capacity);

    /// <exception cref="JournalBusyException">The queue is full or closed.</exception>
    public Task<TAnswer> AskAsync(TQuestion question, CancellationToken cancellationToken)
    {
        var read = new PendingRead<TQuestion, TAnswer>(question, cancellationToken);
        return _waiting.Writer.TryWrite(read)
            ? read.Answer.WaitAsync(cancellationToken)
            : throw new JournalBusyException($"The journal's queue of {capacity} recoveries is full, or the journal ends. Load the entity later.");
    }

    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _waiting.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>The next questions whose askers still wait.</summary>
    public List<PendingRead<TQuestion, TAnswer>> Take(int most)
    {
        var taken = new List<PendingRead<TQuestion, TAnswer>>();
        while (taken.Count < most && _waiting.Reader.TryRead(out var read))
        {
            if (!read.IsAbandoned)
            {
                taken.Add(read);
            }
        }

        return taken;
    }

    public void Close()
    {
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out var read))
        {
            read.End(new JournalBusyException("The journal ends with its incarnation."));
        }
    }
}
