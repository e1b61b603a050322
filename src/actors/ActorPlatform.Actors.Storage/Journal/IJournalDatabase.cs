namespace ActorPlatform.Actors.Storage.Journal;

/// <summary>Writing and reading of the journal in groups, without Akka.NET.</summary>
internal interface IJournalDatabase
{
    /// <summary>Statements that make sense at once: SQLite has one writer.</summary>
    int Writers { get; }

    /// <summary>True where calls block a thread instead of waiting: the caller gives each session a thread of its own.</summary>
    bool Blocks { get; }

    IWriteSession CreateWriter();

    IReadSession CreateReader();

    /// <summary>What a failure of a group means for its rows.</summary>
    GroupFault Classify(Exception exception);
}

/// <summary>A connection that writes groups. Opened by the first one, and anew after a failure. One caller at a time.</summary>
internal interface IWriteSession : IAsyncDisposable
{
    /// <summary>Writes a group, all or nothing but for rows that the journal refuses: those whose number is taken, and those whose predecessor is missing.</summary>
    /// <param name="rows">At most one an entity.</param>
    /// <returns>For each row, whether it and the rows beside it are durable now.</returns>
    ValueTask<bool[]> WriteAsync(IReadOnlyList<JournalRow> rows, CancellationToken cancellationToken);
}

/// <summary>A connection that answers many recoveries with one query. Opened by the first one, and anew after a failure. One caller at a time.</summary>
internal interface IReadSession : IAsyncDisposable
{
    /// <summary>For each range its rows by number, at most <paramref name="page"/> each.</summary>
    ValueTask<IReadOnlyList<JournalEvent>[]> ReadAsync(IReadOnlyList<JournalRange> ranges, int page, CancellationToken cancellationToken);

    /// <summary>For each entity the highest number in the journal, 0 for none.</summary>
    ValueTask<long[]> ReadHighestAsync(IReadOnlyList<string> persistenceIds, CancellationToken cancellationToken);

    /// <summary>For each entity its newest snapshot, or null.</summary>
    ValueTask<SnapshotRow?[]> ReadSnapshotsAsync(IReadOnlyList<string> persistenceIds, CancellationToken cancellationToken);
}

/// <summary>What a failure of a group means.</summary>
internal enum GroupFault
{
    /// <summary>The database's: the outcome of every row is unknown.</summary>
    Database,

    /// <summary>One row's own (a value too long, a character that cannot be stored): nothing was written, the others can be.</summary>
    Row,

    /// <summary>A clash with another group (a deadlock, a serialisation failure): nothing was written, repeating helps.</summary>
    Clash,
}
