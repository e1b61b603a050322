using ActorPlatform.Actors.Storage.Rows;
using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.Entities;

internal sealed partial class EntityMachine<TState, TCommand, TEvent>
{
    /// <summary>The commit in flight with what holds when it is durable.</summary>
    private sealed record Flight(Commit<TEvent> Commit, TState After, Obligations Owed, Work? Work);

    private void Claim(DateTimeOffset now)
    {
        var commit = new Commit<TEvent> { Id = _start.NewCommitId(), At = now, Claim = _start.Incarnation };
        Launch(new Flight(commit, State, Owed, null));
    }

    // All that may throw is done before the write: what is durable can always be applied.
    private void Write(Decision<TEvent>.Accepted accepted, Work work, EntityAsk ask, DateTimeOffset now)
    {
        var after = Evolve(State, accepted.Events);
        var owed = _definition.Behavior.Obligations(after);
        var commit = new Commit<TEvent>
        {
            Id = _start.NewCommitId(),
            CommandId = ask.CommandId,
            Fingerprint = ask.Fingerprint,
            By = ask.By,
            At = now,
            Reply = accepted.Reply,
            Events = accepted.Events,
            Rows = Stamp(_definition.Project(State, after, new ProjectionContext(_start.EntityId, now)), owed),
        };
        Launch(new Flight(commit, after, owed, work));
    }

    // The waker trusts these columns: they come from the obligations themselves, not from a projection that may forget one.
    private SideRows? Stamp(SideRows? rows, Obligations owed)
    {
        if (rows?.List is not { } list) return rows;
        DateTimeOffset? due = owed.Deadlines.IsEmpty ? null : owed.Deadlines.Min(deadline => deadline.Due);
        return rows with { List = list with { Kind = _definition.Name, Owes = !owed.IsEmpty, DueAt = due } };
    }

    private void Launch(Flight flight)
    {
        _flight = flight;
        Emit(new Output.Persist(flight.Commit));
    }

    private void Complete(Input.Persisted persisted)
    {
        if (_flight is not { } flight || flight.Commit.Id != persisted.CommitId) return;
        _flight = null;
        Sequence++;
        State = flight.After;
        Owed = flight.Owed;
        _recent.Remember(flight.Commit);
        if (flight.Commit.Claim is { } claim)
        {
            _lastClaim = claim;
            _claimed = true;
        }

        // It was news, not a fault to be spared: whoever tells it goes on looking, and is not made slower.
        if (flight.Work is Work.Outcome { Key: var key }) _again?.Remove(key);
        if (flight is { Work: { } work, Commit.Reply: { } reply }) Settle(work, new EntityAnswer.Accepted(reply), persisted.Now);
        AlignDeadlines();
        AlignWatches();
        AlignEffects();
        SnapshotWhenDue();
    }

    private void FailFlight(Input.PersistFailed failed)
    {
        if (_flight is not { } flight) return;
        _flight = null;
        if (failed.Failure == WriteFailure.Invalid && flight.Work is Work.Told told)
        {
            var reason = new Rejection("command.not-storable", RejectionKind.Invalid, $"What the command changes cannot be stored: {failed.Cause?.Message}");
            Emit(new Output.Answer(told.Ask.Token, new EntityAnswer.Rejected(reason)));
        }

        // The state is that of before. Whoever asked is not answered: his command is given to the reloaded entity, which knows whether it was written.
        End(failed.Failure == WriteFailure.Unknown ? StopReason.WriteUnknown : StopReason.WriteRefused, failed.Cause);
    }

    private void SnapshotWhenDue()
    {
        if (Sequence - _snapshotAt < _definition.Options.SnapshotEvery) return;
        _snapshotAt = Sequence;
        var snapshot = new EntitySnapshot<TState> { State = State, Claim = _lastClaim, Commands = _recent.Total, Remembered = _recent.ToImmutable() };
        Emit(new Output.TakeSnapshot(snapshot, Sequence));
    }
}
