using System.Collections.Immutable;
using ActorPlatform.Actors.Effects;
using ActorPlatform.Actors.Journal;
using Akka.Actor;
using Akka.Persistence;

namespace ActorPlatform.Actors.Entities;

/// <summary>Drives an <see cref="EntityMachine{TState,TCommand,TEvent}"/> on Akka.Persistence: carries its outputs out and tells it what became of them. Decides nothing itself.</summary>
/// <remarks>The child of an <see cref="EntityGate"/>, which keeps what waits for it: this actor may end at any moment without losing anything.</remarks>
internal sealed partial class EntityActor<TState, TCommand, TEvent> : UntypedPersistentActor, IWithTimers
    where TState : notnull
    where TCommand : notnull
    where TEvent : notnull
{
    private readonly EntityDefinition<TState, TCommand, TEvent> _definition;
    private readonly EntityServices _services;
    private readonly EntityLoad _load;
    private readonly EntityMachine<TState, TCommand, TEvent> _machine;
    private readonly TimeSpan _begun = Context.System.Scheduler.MonotonicClock;
    private bool _hadRight = true;
    private bool _saidEnding;

    // Of the command that is being decided; what waits in the machine and is written later stands by itself.
    private string? _trace;

    public EntityActor(EntityDefinition<TState, TCommand, TEvent> definition, EntityServices services, EntityLoad load)
    {
        _definition = definition;
        _services = services;
        _load = load;
        PersistenceId = definition.PersistenceIdOf(load.EntityId);
        _machine = new(definition, new EntityStart(load.EntityId, services.Incarnation(), load.MustClaim, Guid.NewGuid) { ClaimsFirst = Safeguards.Stands(Safeguards.Claim) });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public override string PersistenceId { get; }

    public override Recovery Recovery => _load.AskForSnapshot || _services.Snapshots.MayHave(PersistenceId)
        ? Recovery.Default
        : new Recovery(SnapshotSelectionCriteria.None);

    private static DateTimeOffset Now => Context.System.Scheduler.Now;

    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case SnapshotOffer { Snapshot: EntitySnapshot snapshot } offer:
                _services.Snapshots.Saved(PersistenceId);
                Recover(new Input.SnapshotOffered(Now, snapshot, offer.Metadata.SequenceNr));
                break;
            case Commit commit:
                Recover(new Input.Replayed(Now, commit, LastSequenceNr));
                break;
            case RecoveryCompleted:
                CompleteRecovery();
                break;
            default:
                throw new EntityRecoveryException($"The journal gave a {message.GetType()} for {PersistenceId}, which is neither a commit nor a snapshot.", null);
        }
    }

    protected override void OnCommand(object message)
    {
        SenseRight();
        switch (message)
        {
            case Ticketed ticketed:
                Serve(ticketed);
                break;
            case EffectOutcome outcome:
                EndEffect(outcome);
                break;
            case DueCame due:
                Handle(new Input.Due(Now, due.Name));
                break;
            case Chunk chunk:
                Arm(chunk.Name, chunk.At);
                break;
            case Effects.WatchSaid said:
                Hear(said);
                break;
            case LookUpEnded ended:
                Handle(new Input.LookedUp(Now, ended.CommandId, ended.First, ended.Failure));
                break;
            default:
                OnRareCommand(message);
                break;
        }
    }

    // Akka.Persistence stops this actor afterwards, whatever is done here. The write may be in the journal, or come to it later.
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        _services.Logger.LogWriteUnknown(PersistenceId, sequenceNr, cause.Message, StorageFaults.OfItsOwn(cause));
        Handle(new Input.PersistFailed(Now, WriteFailure.Unknown, cause));
    }

    // Refused for certain. Akka.Persistence would go on, with a number counted too far: the machine ends instead.
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        _services.Logger.LogWriteRefused(PersistenceId, sequenceNr, cause);
        Handle(new Input.PersistFailed(Now, cause is CommitInvalidException ? WriteFailure.Invalid : WriteFailure.Refused, cause));
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null) => Say(new Ending(StopReason.RecoveryFailed, reason));

    protected override void PostStop()
    {
        CancelAllEffects();
        _definition.Tally?.Unloaded(_load.EntityId);
        base.PostStop();
    }

    private void OnRareCommand(object message)
    {
        switch (message)
        {
            case StopEntity:
                Handle(new Input.Stop(Now));
                break;
            case MayRest:
                if (_machine.IsResting && _waiters is not { Count: > 0 }) Context.Parent.Tell(Rest.Instance);
                break;
            case WaitOver over:
                EndWait(over);
                break;
            case StartWatchAgain again:
                StartWatchChild(again.Key);
                break;
            case Terminated terminated:
                LoseWatchChild(terminated.ActorRef);
                break;
            case SaveSnapshotSuccess:
                _services.Snapshots.Saved(PersistenceId);
                break;
            case SaveSnapshotFailure failure:
                _services.Logger.LogSnapshotFailed(PersistenceId, failure.Cause);
                break;
            case ClaimTick:
                ComeToClaim();
                break;
            case EffectCancelled or RightTick:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Recover(Input input)
    {
        // Thrown here, so that Akka ends the replay at once and tells OnRecoveryFailure.
        if (_machine.Handle(input) is [.., Output.StopSelf stop]) throw stop.Cause!;
    }

    private void CompleteRecovery()
    {
        SenseRight();
        var outputs = _machine.Handle(new Input.Recovered(Now, LastSequenceNr));
        if (_machine.IsLive)
        {
            var took = Context.System.Scheduler.MonotonicClock - _begun;
            EntityMetrics.Recovered(_definition.Name, took);
            EntityTraces.Over($"recover {_definition.Name}", _load.EntityId, Now, took);
            _definition.Tally?.Loaded(_load.EntityId, _machine.State);
            Context.Parent.Tell(Loaded.Instance);
        }

        Execute(outputs);
        ClaimLater();
    }

    private void ComeToClaim()
    {
        if (!_machine.IsClaimed) Handle(new Input.ClaimDue(Now));
        ClaimLater();
    }

    private void ClaimLater()
    {
        if (_machine is not { IsLive: true, IsClaimed: false }) return;
        Timers.StartSingleTimer(ClaimTick.Instance, ClaimTick.Instance, _services.Backoff.Around(_definition.Options.ClaimWithin));
    }

    // Nothing tells ten thousand entities that the right to act is gone: each looks before it takes a message, and their effects are cancelled by the runner.
    private void SenseRight()
    {
        var hasRight = _services.Right.MayAct;
        if (hasRight == _hadRight) return;
        _hadRight = hasRight;
        if (hasRight) Timers.Cancel(RightTick.Instance);
        else Timers.StartPeriodicTimer(RightTick.Instance, RightTick.Instance, _definition.Options.RetryAfter);
        Handle(hasRight ? new Input.ActDeadlineRegained(Now) : new Input.ActDeadlineLost(Now));
    }

    private void Handle(Input input)
    {
        var before = _machine.Sequence;
        Execute(_machine.Handle(input));
        if (_machine.Sequence != before) TellWaiters();
    }

    private void Execute(ImmutableArray<Output> outputs)
    {
        foreach (var output in outputs) Execute(output);
    }

    private void Execute(Output output)
    {
        switch (output)
        {
            case Output.Persist persist:
                Write(persist.Commit);
                break;
            case Output.Answer { Token: long ticket } answer:
                Context.Parent.Tell(new Answered(ticket, answer.Value));
                break;
            case Output.LookUp lookUp:
                LookUp(lookUp.CommandId);
                break;
            case Output.TakeSnapshot taken:
                SaveSnapshot(taken.Snapshot);
                break;
            case Output.DecisionFailed failed:
                _services.Logger.LogDecisionFailed(PersistenceId, failed.CommandId, failed.Cause);
                break;
            case Output.Leave:
                Context.Parent.Tell(Rest.Instance);
                break;
            case Output.StopSelf stop:
                Say(new Ending(stop.Reason, stop.Cause));
                Context.Stop(Self);
                break;
            default:
                ExecuteObligation(output);
                break;
        }
    }

    private void Write(Commit commit)
    {
        FailPoints.Hit(commit.Claim is null ? FailPoints.BeforePersist : FailPoints.BeforeClaim);
        var (sent, trace) = (Context.System.Scheduler.MonotonicClock, _trace);
        Persist(commit, stored =>
        {
            FailPoints.Hit(stored.Claim is null ? FailPoints.AfterPersist : FailPoints.AfterClaim);
            var took = Context.System.Scheduler.MonotonicClock - sent;
            EntityMetrics.Persisted(_definition.Name, took);
            EntityTraces.Over("persist", _load.EntityId, Now, took, trace);
            SenseRight();
            var before = _machine.State;
            Handle(new Input.Persisted(Now, stored.Id));
            _definition.Tally?.Committed(_load.EntityId, before, _machine.State);
        });
    }

    private void Say(Ending ending)
    {
        if (_saidEnding) return;
        _saidEnding = true;
        Context.Parent.Tell(ending);
    }
}
