namespace ActorPlatform.Actors.Journal;

/// <summary>The journal refused one write: its number is taken by another writer, or its predecessor is missing. Nothing of it was stored; the entity reloads.</summary>
public sealed class CommitRefusedException(string persistenceId, long sequence)
    : Exception($"{persistenceId} could not write {sequence}: another writer did, or {sequence - 1} is missing. Nothing was stored; load the entity anew.")
{
    public string PersistenceId => persistenceId;

    public long Sequence => sequence;
}

/// <summary>One write can never be stored as it is (a value too long, a character that no database takes). Nothing of it was stored.</summary>
public sealed class CommitInvalidException(string persistenceId, long sequence, string why, Exception? inner = null)
    : Exception($"{persistenceId} could not write {sequence}: {why} Nothing was stored.", inner);

/// <summary>The journal did not get to it: its queue is full, or it ends. Nothing was stored; repeat later.</summary>
public sealed class JournalBusyException(string message) : Exception(message);

/// <summary>The stored commits of an entity are not contiguous, or end before its snapshot: the database lost some. The entity cannot be loaded.</summary>
public sealed class JournalGapException(string persistenceId, string why) : Exception($"{persistenceId} cannot be read back: {why}");
