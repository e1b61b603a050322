using ActorPlatform.Actors.Storage.Rows;

namespace ActorPlatform.Actors.Storage.Journal;

/// <summary>A commit as it is written: its row of the journal, and the rows beside it.</summary>
internal sealed record JournalRow
{
    public required string PersistenceId { get; init; }

    /// <summary>1, or one more than a row that stands there.</summary>
    public required long Sequence { get; init; }

    /// <summary>Of this attempt: tells an accepted row from another one under the same number.</summary>
    public required Guid CommitId { get; init; }

    public string? CommandId { get; init; }

    public required int SerializerId { get; init; }

    public required string Manifest { get; init; }

    public required byte[] Payload { get; init; }

    /// <summary>.NET ticks, UTC.</summary>
    public required long CreatedTicks { get; init; }

    /// <summary>The actor that wrote it: the word of its incarnation's start (node.session), then what Akka.Persistence names the actor by.</summary>
    public required string WriterId { get; init; }

    public SideRows? Rows { get; init; }
}

/// <summary>A row of the journal as it is read.</summary>
/// <param name="Deleted">It stands there only so that its number is not used again.</param>
internal sealed record JournalEvent(long Sequence, int SerializerId, string Manifest, byte[] Payload, string WriterId, long CreatedTicks, bool Deleted);

/// <summary>What a recovery asks for: the rows of an entity from a number on.</summary>
internal readonly record struct JournalRange(string PersistenceId, long From);

/// <summary>A saved snapshot, undecoded.</summary>
internal sealed record SnapshotRow(string PersistenceId, long Sequence, long CreatedTicks, int SerializerId, string Manifest, byte[] Payload);
