using ActorPlatform.Actors.Serialization;
using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.Entities;

internal sealed partial class EntityMachine<TState, TCommand, TEvent>
{
    private void Do(Work work, DateTimeOffset now)
    {
        switch (work)
        {
            case Work.Told told:
                Tell(told, now);
                break;
            case Work.Outcome outcome when Owes(outcome.Key):
                Decide(outcome, Command($"outcome:{outcome.Key}", outcome.Command), now);
                break;
            case Work.Said said when Watches(said.Key):
                Decide(said, Command($"watch:{said.Key}", said.Command), now);
                break;
            case Work.Due due when OwedDeadline(due.Name) is { } deadline && IsDue(deadline, now):
                Decide(due, Command($"due:{due.Name}", null), now);
                break;
        }
    }

    // The engine's own commands need an id for the journal only; the next sequence number makes it unique among the durable ones.
    private EntityAsk Command(string what, object? command) => new($"{what}@{Sequence + 1}", null, null, command!, this);

    private void Tell(Work.Told told, DateTimeOffset now)
    {
        var ask = told.Ask;
        if (ask.Fingerprint is not null && _recent.Find(ask.CommandId) is { } first) Repeat(ask, first);
        else if (ask.Fingerprint is not null && _recent.HasForgotten && !told.LookedUp)
        {
            _lookingUp = told;
            Emit(new Output.LookUp(ask.CommandId));
        }
        else Decide(told, ask, now);
    }

    private void CompleteLookUp(Input.LookedUp found)
    {
        if (_lookingUp is not { } told || told.Ask.CommandId != found.CommandId) return;
        _lookingUp = null;
        if (found.Failure is { } failure) Emit(new Output.Answer(told.Ask.Token, new EntityAnswer.Unavailable(failure, _definition.Options.RetryAfter)));
        else if (found.First is { } first) Repeat(told.Ask, first);
        else if (!_mayAct) AnswerLost(told.Ask);
        else _queue.PutBack(told with { LookedUp = true });
    }

    private void Repeat(EntityAsk ask, FirstAnswer first) => Emit(new Output.Answer(
        ask.Token,
        first.Fingerprint == Digest.Of(ask.Fingerprint!)
            ? new EntityAnswer.Accepted(first.Reply)
            : KeyReused.Answer(ask.CommandId)));

    private void Decide(Work work, EntityAsk ask, DateTimeOffset now)
    {
        try
        {
            var command = work is Work.Due due ? _definition.Behavior.Due(due.Name) : ask.Command;
            if (command is TCommand known) Carry(_definition.Behavior.Decide(State, known, new DecideContext(now, _start.EntityId, ask.CommandId, ask.By)), work, ask, now);
            else Settle(work, Unknown(command), now);
        }
        catch (Exception exception)
        {
            // Declared boundary: a behaviour that throws is a fault of ours, and costs one command, not the entity.
            Emit(new Output.DecisionFailed(ask.CommandId, exception));
            var reason = new Rejection("entity.fault", RejectionKind.Fault, $"The decision failed ({exception.Message}); nothing was changed.");
            Settle(work, new EntityAnswer.Rejected(reason), now);
        }
    }

    private EntityAnswer Unknown(object? command) => command is Undelivered undelivered
        ? new EntityAnswer.Unavailable(undelivered.Why, _definition.Options.RetryAfter)
        : new EntityAnswer.Rejected(new Rejection(
            "command.unknown", RejectionKind.Invalid, $"An entity of kind {_definition.Name} does not know {command?.GetType().Name ?? "null"}."));

    private void Carry(Decision<TEvent> decision, Work work, EntityAsk ask, DateTimeOffset now)
    {
        switch (decision)
        {
            // Its first decision. It is made again after the claim: a decision is pure.
            case Decision<TEvent>.Accepted { Events.IsEmpty: false } when !_claimed && work is Work.Told told:
                _claimDue = true;
                _queue.PutBack(told);
                break;
            case Decision<TEvent>.Accepted { Events.IsEmpty: false } accepted:
                Write(accepted, work, ask, now);
                break;
            case Decision<TEvent>.Accepted accepted:
                Settle(work, new EntityAnswer.Accepted(accepted.Reply), now);
                break;
            case Decision<TEvent>.Rejected rejected:
                Settle(work, new EntityAnswer.Rejected(rejected.Reason), now);
                break;
        }
    }

    // The work is done. What it was about may still be owed (a decision that failed, or left it as it was): then it is told again, later; nothing waits for ever.
    private void Settle(Work work, EntityAnswer answer, DateTimeOffset now)
    {
        switch (work)
        {
            case Work.Told told:
                Emit(new Output.Answer(told.Ask.Token, answer));
                break;
            case Work.Outcome outcome:
                StartAgain(outcome.Key);
                break;
            case Work.Due due when OwedDeadline(due.Name) is { } deadline && deadline.Due <= now:
                Arm(deadline, now + _definition.Options.AgainAfter, waited: true);
                break;
        }
    }
}
