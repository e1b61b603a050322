using ActorPlatform.Actors.Storage.Journal;
using Akka.Actor;
using Akka.Configuration;
using Akka.Pattern;
using Akka.Persistence;
using Akka.Persistence.Sql.Snapshot;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Journal;

/// <summary>Akka.Persistence.Sql's snapshot store, but the newest snapshots of many recovering entities are read by one query.</summary>
public sealed class GroupedSnapshotStore(Config config) : SqlSnapshotStore(config)
{
    private readonly Akka.Serialization.Serialization _serialization = Context.System.Serialization;
    private readonly JournalSetup _setup = JournalSetup.Of(Context.System);
    private readonly ReadQueue<string, SnapshotRow?> _reads = new(JournalSetup.Of(Context.System).Options.Journal.ReadQueue);
    private readonly GroupLoop _loop = GroupLoop.Create(Context.System, JournalSetup.Of(Context.System).Logs.CreateLogger<GroupedSnapshotStore>());

    protected override void PreStart()
    {
        base.PreStart();
        var database = _setup.CreateDatabase();
        var logger = _setup.Logs.CreateLogger<GroupedSnapshotStore>();
        var worker = new ReadWorker<string, SnapshotRow?>(
            _reads, database.CreateReader(), _setup.Options.Journal.ReadGroup, (session, ids, stop) => session.ReadSnapshotsAsync(ids, stop), logger);
        _loop.Start(worker, database.Blocks, "snapshot reader");
    }

    protected override void PostStop()
    {
        _loop.Dispose();
        _reads.Close();
        base.PostStop();
    }

    /// <summary>Answers what Akka.NET's circuit breaker refuses.</summary>
    /// <remarks>
    /// The breaker, half open, throws at all calls but the first one instead of failing their tasks (seen in Akka.NET 1.5.73), which restarts the store: the entity whose snapshot was asked
    /// for would have no answer and wait for half a minute, and all who wait in the queue would fail with it.
    /// </remarks>
    protected override bool AroundReceive(Receive receive, object message)
    {
        try
        {
            return base.AroundReceive(receive, message);
        }
        catch (OpenCircuitException open) when (Refusal(message, open) is { } refusal)
        {
            Sender.Tell(refusal);
            return true;
        }
        catch (OpenCircuitException) when (message is SaveSnapshotFailure)
        {
            // Its sender was told before the store began to clean up after the failed save.
            return true;
        }
    }

    private static ISnapshotResponse? Refusal(object message, Exception cause) => message switch
    {
        LoadSnapshot => new LoadSnapshotFailed(cause),
        SaveSnapshot save => new SaveSnapshotFailure(save.Metadata, cause),
        DeleteSnapshot delete => new DeleteSnapshotFailure(delete.Metadata, cause),
        DeleteSnapshots delete => new DeleteSnapshotsFailure(delete.Criteria, cause),
        _ => null,
    };

    protected override async Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken)
    {
        if (!criteria.Equals(SnapshotSelectionCriteria.Latest))
        {
            return await base.LoadAsync(persistenceId, criteria, cancellationToken);
        }

        var row = await _reads.AskAsync(persistenceId, cancellationToken);
        return row is null
            ? null
            : new SelectedSnapshot(
                new SnapshotMetadata(row.PersistenceId, row.Sequence, new DateTime(row.CreatedTicks, DateTimeKind.Utc)),
                _serialization.Deserialize(row.Payload, row.SerializerId, row.Manifest));
    }
}
