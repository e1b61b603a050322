namespace ActorPlatform.Actors.Entities;

/// <summary>What the entity machine is told. <see cref="Now"/> is the only clock that it has.</summary>
internal abstract record Input(DateTimeOffset Now)
{
    /// <summary>A snapshot, before the first replayed commit.</summary>
    public sealed record SnapshotOffered(DateTimeOffset Now, EntitySnapshot Snapshot, long Sequence) : Input(Now);

    /// <summary>A commit of the journal, in order.</summary>
    public sealed record Replayed(DateTimeOffset Now, Commit Commit, long Sequence) : Input(Now);

    /// <summary>The replay is over. The journal's own highest number must be what was replayed: Akka takes it whatever came.</summary>
    public sealed record Recovered(DateTimeOffset Now, long HighestSequence) : Input(Now);

    /// <summary>A command.</summary>
    public sealed record Asked(DateTimeOffset Now, EntityAsk Ask) : Input(Now);

    /// <summary>The commit in flight is durable.</summary>
    public sealed record Persisted(DateTimeOffset Now, Guid CommitId) : Input(Now);

    /// <summary>The commit in flight failed.</summary>
    public sealed record PersistFailed(DateTimeOffset Now, WriteFailure Failure, Exception? Cause) : Input(Now);

    /// <summary>The answer to <see cref="Output.LookUp"/>.</summary>
    /// <param name="First">Null when the journal has no such command.</param>
    /// <param name="Failure">Why the journal could not be asked; null when it could.</param>
    public sealed record LookedUp(DateTimeOffset Now, string CommandId, FirstAnswer? First, string? Failure) : Input(Now);

    /// <summary>An effect has an outcome.</summary>
    public sealed record EffectEnded(DateTimeOffset Now, string Key, object Command) : Input(Now);

    /// <summary>A watching child saw something.</summary>
    public sealed record WatchSaid(DateTimeOffset Now, string Key, object Command) : Input(Now);

    /// <summary>An armed deadline came.</summary>
    public sealed record Due(DateTimeOffset Now, string Name) : Input(Now);

    /// <summary>The entity has been loaded for a while without a reason to claim: it claims now, or leaves the memory when the journal holds nothing of it. See <see cref="EntityOptions.ClaimWithin"/>.</summary>
    public sealed record ClaimDue(DateTimeOffset Now) : Input(Now);

    /// <summary>The right to act is gone: nothing is decided, written or acted until it is back.</summary>
    public sealed record ActDeadlineLost(DateTimeOffset Now) : Input(Now);

    /// <summary>The right to act is back, and nobody took the entity over: a fenced incarnation never gets it back.</summary>
    public sealed record ActDeadlineRegained(DateTimeOffset Now) : Input(Now);

    /// <summary>The entity must go: it finishes its write in flight and nothing else.</summary>
    public sealed record Stop(DateTimeOffset Now) : Input(Now);
}

/// <summary>How a write failed.</summary>
internal enum WriteFailure
{
    /// <summary>Refused for certain: another writer was there first, or it cannot be stored.</summary>
    Refused,

    /// <summary>Refused for certain, and again whenever it is tried: what it carries cannot be stored.</summary>
    Invalid,

    /// <summary>It may or may not be in the journal, or come to it later.</summary>
    Unknown,
}
