using Akka.Actor;
using Akka.Cluster.Sharding;

namespace ActorPlatform.Actors.Entities;

/// <summary>
/// The sharded actor in front of one entity. It admits a bounded number of messages, keeps each until it is answered, and gives them to its child, the persistent
/// actor, again after that had to reload. A failed write ends the child, never what waits here.
/// </summary>
/// <remarks>Nothing here reads or writes the entity: a gate cannot fail by what its entity holds.</remarks>
#pragma warning disable CA1001 // An actor's end is PostStop: there its plans end.
internal sealed partial class EntityGate : UntypedActor
#pragma warning restore CA1001
{
    private readonly GateSetup _setup;
    private readonly string _entityId;
    private readonly Admissions _admissions;

    // Of all that this gate plans, and not IWithTimers: its table of timers would be a third of the gate's memory. A message that comes when its reason is gone changes nothing.
    private readonly Cancelable _plans = new(Context.System.Scheduler);
    private IActorRef? _child;
    private bool _loaded;
    private bool _stopping;
    private bool _passivating;
    private bool _sweeping;
    private bool _wasAsked;

    public EntityGate(GateSetup setup, string entityId)
    {
        _setup = setup;
        _entityId = entityId;
        _admissions = new Admissions(setup.Options);
        _mustClaim = setup.Services.Unsettled.Take(entityId);
    }

    private static DateTimeOffset Now => Context.System.Scheduler.Now;

    private EntityOptions Options => _setup.Options;

    private string Name => $"{_setup.Kind} {_entityId}";

    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    protected override void PreStart()
    {
        // Not Akka.NET's receive timeout: that makes a plan anew with each message, and the cancelled ones stay in the scheduler until its wheel comes round.
        Plan(IdleTick.Instance, Options.IdleAfter);
        Load();
    }

    protected override void PostStop()
    {
        _plans.Cancel();

        // A child that did not end by itself may have a write under way.
        if (_mustClaim || _child is not null) _setup.Services.Unsettled.Add(_entityId);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case EntityMessage asked:
                Admit(asked);
                break;
            case Answered answered:
                Answer(answered.Ticket, answered.Answer);
                break;
            case Loaded:
                CompleteLoad();
                break;
            case Ending ending:
                _ending = ending;
                break;
            case Terminated:
                LoseChild();
                break;
            case Reload reload:
                if (reload.Number == _reloads) LoadWhenRightful();
                break;
            case Sweep:
                SweepOverdue();
                break;
            default:
                OnRare(message);
                break;
        }
    }

    private void OnRare(object message)
    {
        switch (message)
        {
            case IdleTick:
                CheckIdle();
                break;
            case Rest:
                if (_admissions.IsEmpty) Passivate();
                break;
            case StopEntity:
                Stop();
                break;
            case StopOverdue:
                Context.Stop(Self);
                break;
            case Shown shown:
                CompleteShowing(shown);
                break;
            case Cleared cleared:
                CompleteRelease(cleared);
                break;
            case ShowAgain:
                Show();
                break;
            case Unmarked unmarked:
                CompleteUnmarking(unmarked);
                break;
            case UnmarkAgain:
                Unmark();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Admit(EntityMessage message)
    {
        if (_passivating)
        {
            // The shard has read our wish before it reads this: it keeps the message for the gate after this one.
            Context.Parent.Forward(message);
            return;
        }

        if (_stopping)
        {
            Refuse(new EntityAnswer.Moving());
            return;
        }

        if (_quarantine is { } quarantine && message is not ReleaseEntity)
        {
            Refuse(new EntityAnswer.Quarantined(quarantine));
            return;
        }

        // Sent again by whoever waits, because a node died: OpenAsks.
        if (!Sender.IsNobody() && _admissions.HasOf(Sender)) return;

        if (message is AskEntity { Fingerprint: not null } ask && _admissions.FindCommand(ask.CommandId) is { } first)
        {
            Refuse(first.Fingerprint == ask.Fingerprint ? new EntityAnswer.InProgress(Options.RetryAfter) : KeyReused.Answer(ask.CommandId));
            return;
        }

        if (_admissions.TryAdd(message, Sender, Now) is not { } admission)
        {
            TurnAway(message);
            return;
        }

        _wasAsked = true;
        SweepFromNowOn();
        if (message is ReleaseEntity) Release(admission.Ticket);
        else if (_loaded) Give(admission);
        else if (message is not WakeEntity) HastenReload();
    }

    private void Refuse(EntityAnswer answer)
    {
        EntityMetrics.Answered(_setup.Kind, answer);
        Reply(Sender, answer);
    }

    private void TurnAway(EntityMessage message)
    {
        if (Admissions.KindOf(message) == AdmissionKind.Internal)
        {
            _setup.Services.Logger.LogInternalDropped(Name, _admissions.Count(AdmissionKind.Internal), message.GetType().Name);
        }

        Refuse(new EntityAnswer.Busy(Options.RetryAfter));
    }

    private void Give(Admission admission)
    {
        if (admission.Message is WakeEntity) Answer(admission.Ticket, new EntityAnswer.Awake());
        else if (admission.Message is not ReleaseEntity) _child.Tell(new Ticketed(admission.Ticket, admission.Message));
    }

    private void Answer(long ticket, EntityAnswer answer)
    {
        if (answer is EntityAnswer.Accepted) _endings = 0;
        // None: it was overdue and its sender was told that the outcome is unknown.
        if (_admissions.Remove(ticket) is not { } admission) return;
        EntityMetrics.Answered(_setup.Kind, answer);
        admission.Span?.SetTag("answer", answer.GetType().Name).Dispose();
        Reply(admission.Sender, answer);
    }

    // The engine's own messages have no sender, and an answer to nobody would only fill the log.
    private static void Reply(IActorRef sender, EntityAnswer answer)
    {
        if (!sender.IsNobody() && !sender.Equals(Context.System.DeadLetters)) sender.Tell(answer);
    }

    private void AnswerAll(EntityAnswer answer)
    {
        foreach (var admission in _admissions.All.ToArray()) Answer(admission.Ticket, answer);
    }

    private void SweepFromNowOn()
    {
        if (_sweeping) return;
        _sweeping = true;
        Plan(Sweep.Instance, Options.AskTimeout / SweepsPerTimeout);
    }

    private void SweepOverdue()
    {
        _sweeping = false;
        var now = Now;
        foreach (var admission in _admissions.Overdue(now))
        {
            Answer(admission.Ticket, new EntityAnswer.Unavailable(
                $"{Name} did not answer in time.{Trouble} If it was a command, its outcome is unknown, and repeating it under the same id is safe.", Options.RetryAfter));
        }

        if (!_admissions.IsEmpty) SweepFromNowOn();
    }

    private void Plan(object message, TimeSpan after) =>
#pragma warning disable AK1004 // Its reason is a plan that outlives its actor: all of these end with the gate.
        Context.System.Scheduler.ScheduleTellOnce(after, Self, message, ActorRefs.NoSender, _plans);
#pragma warning restore AK1004

    private void CheckIdle()
    {
        if (_stopping) return;
        if (!_wasAsked && !_passivating) AskForRest();
        _wasAsked = false;
        Plan(IdleTick.Instance, Options.IdleAfter);
    }

    private void AskForRest()
    {
        // A quarantined gate stays: the one after it would begin the recoveries anew with the next message, and observers send some all the time.
        if (_loaded && _admissions.IsEmpty) _child.Tell(MayRest.Instance);
    }

    private void Passivate()
    {
        _passivating = true;
        Context.Parent.Tell(new Passivate(StopEntity.Instance));
    }

    private void Stop()
    {
        if (_stopping) return;
        _stopping = true;
        if (!_passivating) WakeElsewhere();
        if (_child is null)
        {
            End();
            return;
        }

        _child.Tell(StopEntity.Instance);
        Plan(StopOverdue.Instance, Options.StopWithin);
    }

    /// <summary>
    /// The shard moves: what its entities owe does not wait until somebody asks for them. The region keeps the message until the shard's next home is known. While the whole node leaves it has no more use
    /// for messages, and would wait for them; then those of the others that look after these entities wake them when this node is gone.
    /// </summary>
    private void WakeElsewhere()
    {
        if (CoordinatedShutdown.Get(Context.System).ShutdownReason is not null) return;
        Context.ActorSelection(Context.Parent.Path.Parent).Tell(new WakeEntity(_entityId), ActorRefs.NoSender);
    }

    private void End()
    {
        AnswerAll(new EntityAnswer.Moving());
        Context.Stop(Self);
    }
}
