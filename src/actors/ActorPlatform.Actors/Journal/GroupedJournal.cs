using System.Collections.Immutable;
using System.Runtime.Serialization;
using System.Text.Json;
using ActorPlatform.Actors.Storage.Configuration;
using ActorPlatform.Actors.Storage.Journal;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql.Journal;
using Microsoft.Extensions.Logging;

namespace ActorPlatform.Actors.Journal;

/// <summary>Akka.Persistence.Sql's journal with a write path and a read path of our own: the writes of many entities in one statement, their recoveries in one query.</summary>
/// <remarks>
/// Tables, deletion, snapshots and settings stay Persistence.Sql's. An entity persists one event a write (its commit), so a write is one row, and a conflict is all or nothing by
/// itself: it is answered as a rejection of that write, which harms no neighbour and does not count in the circuit breaker. A failed write is one with an unknown outcome.
/// </remarks>
public sealed class GroupedJournal : SqlWriteJournal
{
    private readonly Akka.Serialization.Serialization _serialization = Context.System.Serialization;
    private readonly JournalSetup _setup = JournalSetup.Of(Context.System);
    private readonly CommitRows _rows;
    private readonly WriteQueue _writes;
    private readonly ReadQueue<JournalRange, ReadPage> _reads;
    private readonly ReadAhead _ahead;
    private readonly GroupLoop _loop;

    public GroupedJournal(Config config)
        : base(config)
    {
        _rows = new CommitRows(_serialization, _setup.Time, _setup.Options.Session);
        _writes = new WriteQueue(Options.WriteQueue, Options.WriteGroup);
        _reads = new ReadQueue<JournalRange, ReadPage>(Options.ReadQueue);
        _ahead = new ReadAhead(_setup.Time, Options.HandOver, Options.ReadQueue);
        _loop = GroupLoop.Create(Context.System, _setup.Logs.CreateLogger<GroupedJournal>());
    }

    private JournalOptions Options => _setup.Options.Journal;

    public override async Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken)
    {
        await _writes.SettleAsync(persistenceId, cancellationToken);
        var page = await ReadAsync(persistenceId, fromSequenceNr, cancellationToken);
        _ahead.Put(persistenceId, page);
        return page.Highest;
    }

    public override async Task ReplayMessagesAsync(
        IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback)
    {
        var next = fromSequenceNr;
        var left = max;
        var page = _ahead.Take(persistenceId, fromSequenceNr, toSequenceNr) ?? await ReadAsync(persistenceId, fromSequenceNr, _loop.Stopping);
        while (true)
        {
            foreach (var stored in page.Events.Where(stored => stored.Sequence >= next && stored.Sequence <= toSequenceNr).TakeWhile(_ => left-- > 0))
            {
                next = stored.Sequence + 1;
                if (!stored.Deleted)
                {
                    recoveryCallback(RepresentationOf(persistenceId, stored));
                }
            }

            if (next > toSequenceNr || left <= 0)
            {
                return;
            }

            // A long entity: further pages, until the incarnation ends.
            page = await ReadAsync(persistenceId, next, _loop.Stopping);
        }
    }

    protected override void PreStart()
    {
        base.PreStart();
        var database = _setup.CreateDatabase();
        var logger = _setup.Logs.CreateLogger<GroupedJournal>();
        for (var i = 0; i < database.Writers; i++)
        {
            _loop.Start(new WriteWorker(_writes, database, logger), database.Blocks, $"journal writer {i}");
        }

        for (var i = 0; i < Options.Readers; i++)
        {
            _loop.Start(
                new ReadWorker<JournalRange, ReadPage>(
                    _reads, database.CreateReader(), Options.ReadGroup, (session, ranges, stop) => ReadPage.ReadAsync(session, ranges, Options.ReadRows, stop), logger),
                database.Blocks,
                $"journal reader {i}");
        }
    }

    /// <summary>An incarnation that ends takes its queue and its connections with it: nothing of it may be written under the next one.</summary>
    protected override void PostStop()
    {
        _loop.Dispose();
        _writes.Close();
        _reads.Close();
        base.PostStop();
    }

    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var refusals = ImmutableList.CreateBuilder<Exception>();
        foreach (var write in messages)
        {
            // One after the other: the predecessor of the second is the first.
            refusals.Add((await WriteAsync(write, cancellationToken))!);
        }

        // Null is success; a list of nulls would be too, an empty one an error.
        return refusals.Exists(refusal => refusal is not null) ? refusals.ToImmutable() : null!;
    }

    private Task<Exception?> WriteAsync(AtomicWrite write, CancellationToken cancellationToken)
    {
        if (write.Payload is not IImmutableList<IPersistentRepresentation> { Count: 1 } messages)
        {
            return Task.FromResult<Exception?>(
                new NotSupportedException($"{write.PersistenceId} persists several events at once; this journal takes one a write: put them into one commit."));
        }

        JournalRow row;
        try
        {
            // Here, and not by the writer: its time is that of all entities.
            row = _rows.Of(messages[0]);
        }
        catch (Exception exception)
        {
            // Whatever cannot be serialised is not stored, and none of its neighbours' business.
            return Task.FromResult<Exception?>(exception);
        }

        return _writes.WriteAsync(row, cancellationToken);
    }

    private async Task<ReadPage> ReadAsync(string persistenceId, long from, CancellationToken cancellationToken) =>
        (await _reads.AskAsync(new JournalRange(persistenceId, from), cancellationToken)).Checked(persistenceId);

    private Persistent RepresentationOf(string persistenceId, JournalEvent stored) => new(
        Deserialize(persistenceId, stored),
        stored.Sequence,
        persistenceId,
        stored.Manifest,
        isDeleted: false,
        ActorRefs.NoSender,
        stored.WriterId,
        stored.CreatedTicks);

    // What a reader of JSON says alone does not tell which row is damaged.
    private object Deserialize(string persistenceId, JournalEvent stored)
    {
        try
        {
            return _serialization.Deserialize(stored.Payload, stored.SerializerId, stored.Manifest);
        }
        catch (Exception exception) when (exception is JsonException or SerializationException or NotSupportedException or InvalidCastException)
        {
            throw new SerializationException($"commit {stored.Sequence} of {persistenceId} cannot be read: {exception.Message}", exception);
        }
    }
}
