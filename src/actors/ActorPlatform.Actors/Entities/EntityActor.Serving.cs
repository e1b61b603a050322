using Akka.Actor;

namespace ActorPlatform.Actors.Entities;

internal sealed partial class EntityActor<TState, TCommand, TEvent>
{
    private Dictionary<long, AwaitEntity>? _waiters;

    private sealed record LookUpEnded(string CommandId, FirstAnswer? First, string? Failure) : INoSerializationVerificationNeeded;

    private sealed record WaitOver(long Ticket);

    private sealed record ClaimTick
    {
        public static readonly ClaimTick Instance = new();
    }

    private sealed record RightTick
    {
        public static readonly RightTick Instance = new();
    }

    private void Serve(Ticketed ticketed)
    {
        switch (ticketed.Message)
        {
            case AskEntity ask:
                _trace = ask.TraceParent;
                Handle(new Input.Asked(Now, new EntityAsk(ask.CommandId, ask.Fingerprint, ask.By, ask.Command, ticketed.Ticket)));
                _trace = null;
                break;
            case ReadEntity:
                AnswerSight(ticketed.Ticket);
                break;
            case AwaitEntity wait when _hadRight && wait.AfterSequence >= _machine.Sequence && wait.AtMost > TimeSpan.Zero:
                (_waiters ??= []).Add(ticketed.Ticket, wait);
                Timers.StartSingleTimer(ticketed.Ticket, new WaitOver(ticketed.Ticket), wait.AtMost);
                break;
            case AwaitEntity:
                AnswerSight(ticketed.Ticket);
                break;
        }
    }

    // Reading needs no claim, only the right to act at the moment of the answer: a node that slept must not tell an old state as the present one.
    private void AnswerSight(long ticket) => Context.Parent.Tell(new Answered(
        ticket,
        _services.Right.MayAct
            ? new EntityAnswer.Sight(_machine.State, _machine.Sequence)
            : new EntityAnswer.Unavailable("This node may not act at the moment: it could not renew its row in the database.", _definition.Options.RetryAfter)));

    private void TellWaiters()
    {
        if (_waiters is not { Count: > 0 }) return;
        foreach (var (ticket, wait) in _waiters.ToArray())
        {
            if (wait.AfterSequence < _machine.Sequence) EndWait(new WaitOver(ticket));
        }
    }

    private void EndWait(WaitOver over)
    {
        if (_waiters?.Remove(over.Ticket) is not true) return;
        Timers.Cancel(over.Ticket);
        AnswerSight(over.Ticket);
    }

    private void LookUp(string commandId) => _ = LookUpAsync(commandId).PipeTo(Self);

    private async Task<LookUpEnded> LookUpAsync(string commandId)
    {
        using var atMost = new CancellationTokenSource(_definition.Options.AskTimeout);
        try
        {
            return new LookUpEnded(commandId, await _services.History.FindAsync(PersistenceId, commandId, atMost.Token), null);
        }
        catch (Exception exception)
        {
            // Declared boundary: undecided is answered as unavailable, and the caller repeats.
            _services.Logger.LogLookUpFailed(PersistenceId, commandId, exception);
            return new LookUpEnded(commandId, null, "The journal could not be asked whether this command was answered before.");
        }
    }
}
