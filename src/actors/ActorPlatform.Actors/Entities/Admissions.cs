using System.Diagnostics;
using Akka.Actor;

namespace ActorPlatform.Actors.Entities;

/// <summary>A message that a gate keeps until it is answered.</summary>
internal sealed class Admission(long ticket, IActorRef sender, EntityMessage message, DateTimeOffset until)
{
    public long Ticket => ticket;

    public IActorRef Sender => sender;

    public EntityMessage Message => message;

    public DateTimeOffset Until => until;

    public AdmissionKind Kind { get; } = Admissions.KindOf(message);

    /// <summary>The span of a traced command; null when nobody listens.</summary>
    public Activity? Span { get; init; }

    /// <summary>How often an entity ended that had been given it.</summary>
    public int Given { get; set; }
}

/// <summary>Who waits: each kind has a bound of its own, so that none starves another.</summary>
internal enum AdmissionKind
{
    Command,
    Internal,
    Reader,
    Waiter,
}

/// <summary>What waits at one gate, in order of arrival.</summary>
internal sealed class Admissions(EntityOptions options)
{
    // A list, though tickets are looked for: it is short, the oldest is answered first as a rule, and of ten thousand resting gates each has one that is empty.
    private readonly List<Admission> _waiting = [];
    private long _lastTicket;

    public bool IsEmpty => _waiting.Count == 0;

    public IReadOnlyCollection<Admission> All => _waiting;

    public static AdmissionKind KindOf(EntityMessage message) => message switch
    {
        AskEntity { Fingerprint: not null } => AdmissionKind.Command,
        ReadEntity => AdmissionKind.Reader,
        AwaitEntity => AdmissionKind.Waiter,
        _ => AdmissionKind.Internal,
    };

    /// <summary>Those whose time is over; no list is made where there are none, as a rule.</summary>
    public IReadOnlyCollection<Admission> Overdue(DateTimeOffset now)
    {
        List<Admission>? overdue = null;
        foreach (var admission in _waiting)
        {
            if (admission.Until <= now) (overdue ??= []).Add(admission);
        }

        return overdue ?? (IReadOnlyCollection<Admission>)[];
    }

    public int Count(AdmissionKind kind)
    {
        var count = 0;
        foreach (var admission in _waiting)
        {
            if (admission.Kind == kind) count++;
        }

        return count;
    }

    /// <summary>The command that waits under the id; null when none does.</summary>
    public AskEntity? FindCommand(string commandId)
    {
        foreach (var admission in _waiting)
        {
            if (admission is { Kind: AdmissionKind.Command, Message: AskEntity ask } && ask.CommandId == commandId) return ask;
        }

        return null;
    }

    /// <summary>Whether a message of the sender waits.</summary>
    public bool HasOf(IActorRef sender)
    {
        foreach (var admission in _waiting)
        {
            if (admission.Sender.Equals(sender)) return true;
        }

        return false;
    }

    /// <summary>Null when too many of its kind wait.</summary>
    public Admission? TryAdd(EntityMessage message, IActorRef sender, DateTimeOffset now)
    {
        var kind = KindOf(message);
        if (Count(kind) >= Bound(kind)) return null;
        var atMost = message is AwaitEntity wait ? wait.AtMost + options.AskTimeout : options.AskTimeout;
        var admission = new Admission(++_lastTicket, sender, message, now + atMost) { Span = message is AskEntity ask ? EntityTraces.Ask(ask) : null };
        _waiting.Add(admission);
        return admission;
    }

    public Admission? Remove(long ticket)
    {
        for (var i = 0; i < _waiting.Count; i++)
        {
            if (_waiting[i].Ticket != ticket) continue;
            var admission = _waiting[i];
            _waiting.RemoveAt(i);
            return admission;
        }

        return null;
    }

    private int Bound(AdmissionKind kind) => kind switch
    {
        AdmissionKind.Command or AdmissionKind.Reader => options.CommandsInFlight,
        AdmissionKind.Waiter => options.WaitersPerEntity,
        _ => options.InternalInFlight,
    };
}
