using System.Collections.Immutable;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Actors.Storage.Rows;
using Akka.Actor;
using Akka.Persistence;

namespace ActorPlatform.Actors.Tests.Journal;

internal sealed record Write(string Text, SideRows? Rows = null, string? CommandId = null);

internal sealed record ReadBack;

internal sealed record TakeSnapshot;

internal sealed record Written(long Sequence);

/// <summary>The write was refused, nothing of it stored; the entity has stopped.</summary>
internal sealed record Refused(Exception Cause);

/// <summary>The outcome is unknown; the entity has stopped.</summary>
internal sealed record Failed(Exception Cause);

internal sealed record History(ImmutableArray<string> Texts, int FromSnapshot);

internal sealed record RecoveryFailed(Exception Cause);

/// <summary>An entity that remembers what was written to it.</summary>
internal sealed class TestEntity(string persistenceId, IActorRef observer) : UntypedPersistentActor
{
    private ImmutableArray<string> _texts = [];
    private int _fromSnapshot;

    public override string PersistenceId => persistenceId;

    protected override void OnCommand(object message)
    {
        switch (message)
        {
            case Write write:
                var commit = new Commit<string> { Id = Guid.NewGuid(), At = DateTimeOffset.UnixEpoch, Events = [write.Text], Rows = write.Rows, CommandId = write.CommandId };
                Persist(commit, persisted =>
                {
                    Apply(persisted);
                    Sender.Tell(new Written(LastSequenceNr));
                });
                break;
            case ReadBack:
                Sender.Tell(new History(_texts, _fromSnapshot));
                break;
            case TakeSnapshot:
                SaveSnapshot(new Commit<string> { Id = Guid.NewGuid(), At = DateTimeOffset.UnixEpoch, Events = _texts });
                break;
            case SaveSnapshotSuccess or SaveSnapshotFailure:
                observer.Tell(message);
                break;
        }
    }

    protected override void OnRecover(object message)
    {
        switch (message)
        {
            case SnapshotOffer { Snapshot: Commit<string> snapshot }:
                _texts = snapshot.Events;
                _fromSnapshot = _texts.Length;
                break;
            case Commit<string> commit:
                Apply(commit);
                break;
        }
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        Sender.Tell(new Refused(cause));
        Context.Stop(Self);
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => Sender.Tell(new Failed(cause));

    protected override void OnRecoveryFailure(Exception reason, object? message = null) => observer.Tell(new RecoveryFailed(reason));

    private void Apply(Commit<string> commit) => _texts = _texts.AddRange(commit.Events);
}
