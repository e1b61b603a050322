using System.Collections.Immutable;
using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.Entities;

/// <summary>
/// The logic of one loaded entity, without I/O, clock or actors: inputs in, outputs out. The persistent actor drives it in production and the simulator
/// drives the same class, so that what is proven is what runs.
/// </summary>
/// <remarks>
/// Invariants. (1) One write in flight; all else waits. (2) No decision and no act before this incarnation's claim is durable:
/// <code>
/// A: recovers 6, its node sleeps … B: recovers 6, claims 7, acts … A wakes: writes 7 → refused, stops
/// </code>
/// Reading needs no claim, so an entity that is only read claims
/// a little later: until then
/// <code>
/// A: sends 7, its node sleeps … B: recovers 6, owes nothing … 7 becomes durable, and owes an effect that B does not know of
/// </code>
/// An entity of which the journal holds nothing refuses, and answers what changes nothing, without a claim; so does what is asked for ids that nobody defined leave no row:
/// <code>
/// A: sends its claim 1, its node sleeps … B: finds nothing, says "no such job" … 1 becomes durable: a claim alone, so B said the truth
/// </code>
/// The first claim travels alone, and A writes its first decision only after it is told that the claim is durable, by its right to act; B has nothing to say before A's right has run out.
/// B leaves the memory within the time in which it would claim, so it does not say so for long if that was broken.
/// (3) An effect starts only after the commit that owes it is durable. (4) The state changes only when its commit is durable: after a failed write it is
/// untouched, and the machine ends. (5) What is owed is a function of the state alone; a recovery starts the same effects under the same keys.
/// Not thread safe. A machine that ended ignores everything.
/// </remarks>
internal sealed partial class EntityMachine<TState, TCommand, TEvent>
    where TState : notnull
    where TCommand : notnull
    where TEvent : notnull
{
    private readonly EntityDefinition<TState, TCommand, TEvent> _definition;
    private readonly EntityStart _start;
    private readonly WorkQueue _queue = new();
    private readonly RecentCommands _recent;
    private List<Output>? _outputs;
    private Phase _phase = Phase.Recovering;
    private bool _mayAct = true;
    private bool _claimed;
    private bool _claimDue;
    private long? _lastClaim;
    private Work.Told? _lookingUp;
    private Flight? _flight;

    public EntityMachine(EntityDefinition<TState, TCommand, TEvent> definition, EntityStart start)
    {
        _definition = definition;
        _start = start;
        _recent = new RecentCommands(definition.Options.RememberedCommands);
        State = definition.Behavior.Initial;
    }

    private enum Phase
    {
        Recovering,
        Live,
        Ending,
        Ended,
    }

    /// <summary>The state of the durable commits.</summary>
    public TState State { get; private set; }

    /// <summary>The number of the last durable commit that is known.</summary>
    public long Sequence { get; private set; }

    /// <summary>What <see cref="State"/> owes.</summary>
    public Obligations Owed { get; private set; } = Obligations.None;

    /// <summary>True when this incarnation's claim is the last one.</summary>
    public bool IsClaimed => _claimed;

    public bool IsLive => _phase == Phase.Live;

    // Of a write with an unknown outcome something may still come: then it claims, as any other.
    private bool IsUnborn => Sequence == 0 && !_claimed && _flight is null && !_start.MustClaim && Owed.IsEmpty;

    private bool MustClaimNow => !_claimed && (_claimDue || !Owed.Effects.IsEmpty || (!_queue.IsEmpty && !IsUnborn));

    /// <summary>True when nothing is owed, in flight or waiting: the entity may leave the memory.</summary>
    public bool IsResting => IsLive && Owed.IsEmpty && _flight is null && _lookingUp is null && _queue.IsEmpty;

    public ImmutableArray<Output> Handle(Input input)
    {
        if (_phase == Phase.Ended) return [];
        Take(input);
        Pump(input.Now);
        var outputs = _outputs;
        _outputs = null;
        return [.. outputs ?? []];
    }

    private void Take(Input input)
    {
        switch (input)
        {
            case Input.SnapshotOffered offered:
                Restore(offered);
                break;
            case Input.Replayed replayed:
                Replay(replayed);
                break;
            case Input.Recovered recovered:
                CompleteRecovery(recovered);
                break;
            case Input.Persisted persisted:
                Complete(persisted);
                break;
            case Input.PersistFailed failed:
                FailFlight(failed);
                break;
            case Input.ActDeadlineLost:
                LoseRight();
                break;
            case Input.ActDeadlineRegained:
                _mayAct = true;
                LookFirst(input.Now);
                AlignEffects();
                break;
            case Input.ClaimDue when IsUnborn:
                Emit(new Output.Leave());
                break;
            case Input.ClaimDue:
                _claimDue = true;
                break;
            case Input.Stop:
                _phase = Phase.Ending;
                break;
            default:
                Enqueue(input);
                break;
        }
    }

    private void Enqueue(Input input)
    {
        switch (input)
        {
            case Input.Asked asked:
                Enqueue(asked.Ask);
                break;
            case Input.LookedUp found:
                CompleteLookUp(found);
                break;
            case Input.EffectEnded ended:
                EndEffect(ended);
                break;
            case Input.WatchSaid said:
                Hear(said);
                break;
            case Input.Due due:
                ComeDue(due);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(input), input, "The entity machine knows no such input.");
        }
    }

    private void Enqueue(EntityAsk ask)
    {
        if (!_mayAct) AnswerLost(ask);
        else if (ask.Fingerprint is null) _queue.Add((Work)new Work.Told(ask, LookedUp: false));
        else if (_queue.Asked >= _definition.Options.CommandsInFlight)
        {
            Emit(new Output.Answer(ask.Token, new EntityAnswer.Busy(_definition.Options.RetryAfter)));
        }
        else _queue.Add(new Work.Told(ask, LookedUp: false));
    }

    private void AnswerLost(EntityAsk ask) => Emit(new Output.Answer(
        ask.Token,
        new EntityAnswer.Unavailable("This node may not act at the moment: it could not renew its row in the database.", _definition.Options.RetryAfter)));

    private void Pump(DateTimeOffset now)
    {
        while (_phase == Phase.Live && _mayAct && _flight is null)
        {
            if (MustClaimNow)
            {
                Claim(now);
                return;
            }

            if (!_queue.TryTake(_lookingUp is not null, out var work)) break;
            Do(work, now);
        }

        if (_phase == Phase.Live) Unmute();
        if (_phase == Phase.Ending && _flight is null) End(StopReason.Stopped, null);
    }

    private void End(StopReason reason, Exception? cause)
    {
        _phase = Phase.Ended;
        Emit(new Output.StopSelf(reason, cause));
    }

    private void LoseRight()
    {
        _mayAct = false;
        CancelEffects();
        while (_queue.TryTakeAsked(out var told)) AnswerLost(told.Ask);
    }

    private void Emit(Output output) => (_outputs ??= []).Add(output);
}
