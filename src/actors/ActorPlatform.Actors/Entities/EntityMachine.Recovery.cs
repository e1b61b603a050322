using System.Collections.Immutable;
using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.Entities;

internal sealed partial class EntityMachine<TState, TCommand, TEvent>
{
    private long _snapshotAt;

    private void Restore(Input.SnapshotOffered offered)
    {
        if (offered.Snapshot is not EntitySnapshot<TState> snapshot)
        {
            FailRecovery($"A snapshot of type {offered.Snapshot.GetType()} was offered to an entity of kind {_definition.Name}.", null);
            return;
        }

        State = snapshot.State;
        Sequence = _snapshotAt = offered.Sequence;
        _lastClaim = snapshot.Claim;
        _recent.Restore(snapshot);
    }

    private void Replay(Input.Replayed replayed)
    {
        if (replayed.Sequence != Sequence + 1)
        {
            FailRecovery($"Commit {replayed.Sequence} follows {Sequence}: the journal has a gap.", null);
            return;
        }

        if (replayed.Commit is not Commit<TEvent> commit)
        {
            FailRecovery($"Commit {replayed.Sequence} is a {replayed.Commit.GetType()}, not one of kind {_definition.Name}.", null);
            return;
        }

        try
        {
            State = Evolve(State, commit.Events);
        }
        catch (Exception exception)
        {
            FailRecovery($"Commit {replayed.Sequence} cannot be applied.", exception);
            return;
        }

        Sequence = replayed.Sequence;
        _lastClaim = commit.Claim ?? _lastClaim;
        _recent.Remember(commit);
    }

    private TState Evolve(TState state, ImmutableArray<TEvent> events)
    {
        foreach (var happened in events) state = _definition.Behavior.Evolve(state, happened);
        return state;
    }

    private void CompleteRecovery(Input.Recovered recovered)
    {
        if (_phase != Phase.Recovering) return;
        if (recovered.HighestSequence != Sequence)
        {
            FailRecovery($"The journal's highest commit is {recovered.HighestSequence}, but the replay ended at {Sequence}.", null);
            return;
        }

        try
        {
            Owed = _definition.Behavior.Obligations(State);
        }
        catch (Exception exception)
        {
            FailRecovery($"The obligations of the state after commit {Sequence} cannot be told.", exception);
            return;
        }

        _phase = Phase.Live;
        // Our own last claim still stands: whoever took the entity over in between would have claimed it.
        _claimed = !_start.ClaimsFirst || (_lastClaim == _start.Incarnation && !_start.MustClaim);
        if (!Owed.Effects.IsEmpty) _begun = [.. Owed.Effects.Select(effect => effect.Key)];
        LookFirst(recovered.Now);
        AlignDeadlines();
        AlignWatches();
        AlignEffects();
    }

    private void FailRecovery(string what, Exception? cause) =>
        End(StopReason.RecoveryFailed, new EntityRecoveryException($"{_definition.Name} {_start.EntityId}: {what}", cause));
}
