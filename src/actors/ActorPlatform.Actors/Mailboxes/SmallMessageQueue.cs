using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace ActorPlatform.Actors.Mailboxes;

/// <summary>A queue behind a lock, with room for one message in itself: more than that is rare for an entity, and is kept in a queue that goes when it is empty. Thread safe.</summary>
/// <remarks>The actor's own thread takes and gives back; any thread adds. What is given back (unstashed) comes before all else, the last one first.</remarks>
internal sealed class SmallMessageQueue : IMessageQueue, IUnboundedMessageQueueSemantics, IUnboundedDequeBasedMessageQueueSemantics
{
    private readonly Lock _gate = new();
    private Envelope _first;
    private bool _hasFirst;
    private Queue<Envelope>? _later;
    private Stack<Envelope>? _givenBack;

    public bool HasMessages
    {
        get
        {
            lock (_gate) return _hasFirst || _givenBack is not null;
        }
    }

    public int Count
    {
        get
        {
            lock (_gate) return (_hasFirst ? 1 : 0) + (_later?.Count ?? 0) + (_givenBack?.Count ?? 0);
        }
    }

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        lock (_gate)
        {
            if (_hasFirst) (_later ??= new Queue<Envelope>()).Enqueue(envelope);
            else (_first, _hasFirst) = (envelope, true);
        }
    }

    public void EnqueueFirst(Envelope envelope)
    {
        lock (_gate) (_givenBack ??= new Stack<Envelope>()).Push(envelope);
    }

    public bool TryDequeue(out Envelope envelope)
    {
        lock (_gate)
        {
            if (_givenBack is { } givenBack)
            {
                envelope = givenBack.Pop();
                if (givenBack.Count == 0) _givenBack = null;
                return true;
            }

            envelope = _first;
            if (!_hasFirst) return false;
            MoveUp();
            return true;
        }
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope)) deadletters.Enqueue(owner, envelope);
    }

    private void MoveUp()
    {
        if (_later is null)
        {
            (_first, _hasFirst) = (default, false);
            return;
        }

        _first = _later.Dequeue();
        if (_later.Count == 0) _later = null;
    }
}
