using System.Diagnostics.CodeAnalysis;

namespace ActorPlatform.Actors.Entities;

/// <summary>The work that waits while a write is in flight: that of callers and that of the engine itself in turn, so that neither starves the other.</summary>
internal sealed class WorkQueue
{
    private LinkedList<Work.Told>? _asked;
    private Queue<Work>? _internal;
    private bool _callersTurn;

    public int Asked => _asked?.Count ?? 0;

    public int Internal => _internal?.Count ?? 0;

    public bool IsEmpty => Asked == 0 && Internal == 0;

    public void Add(Work.Told work) => (_asked ??= new()).AddLast(work);

    /// <summary>Puts a command back to the front: order among callers is kept.</summary>
    public void PutBack(Work.Told work) => (_asked ??= new()).AddFirst(work);

    public void Add(Work work) => (_internal ??= new()).Enqueue(work);

    public bool HasInternal(Work work) => _internal?.Contains(work) is true;

    public bool TryTakeAsked([NotNullWhen(true)] out Work.Told? work)
    {
        work = _asked?.First?.Value;
        if (work is null) return false;
        _asked!.RemoveFirst();
        return true;
    }

    /// <summary>The next work.</summary>
    /// <param name="callersWait">True while a caller's command waits for the journal: those behind it must not overtake it.</param>
    public bool TryTake(bool callersWait, [NotNullWhen(true)] out Work? work)
    {
        var hasAsked = Asked > 0 && !callersWait;
        if (hasAsked && (_callersTurn || Internal == 0))
        {
            _callersTurn = false;
            _ = TryTakeAsked(out var told);
            work = told!;
            return true;
        }

        _callersTurn = true;
        if (Internal > 0)
        {
            work = _internal!.Dequeue();
            return true;
        }

        work = null;
        return false;
    }
}
