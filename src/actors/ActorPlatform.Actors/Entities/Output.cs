using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.Entities;

/// <summary>What the entity machine wants done. To be carried out in order.</summary>
internal abstract record Output
{
    /// <summary>Write a commit under the next sequence number; answered by <see cref="Input.Persisted"/> or <see cref="Input.PersistFailed"/>. One at a time.</summary>
    public sealed record Persist(Commit Commit) : Output;

    /// <summary>Give an answer.</summary>
    public sealed record Answer(object Token, EntityAnswer Value) : Output;

    /// <summary>Ask the journal for the first answer to an old command; answered by <see cref="Input.LookedUp"/>.</summary>
    public sealed record LookUp(string CommandId) : Output;

    /// <summary>Carry an effect out, after a pause; answered by <see cref="Input.EffectEnded"/>, unless it is cancelled before.</summary>
    public sealed record Start(Effect Effect, bool MayHaveHappened, TimeSpan After) : Output;

    /// <summary>Stop waiting for an effect. The act may have happened.</summary>
    public sealed record Cancel(string Key) : Output;

    /// <summary>Tell <see cref="Input.Due"/> at this time; replaces what was armed under the name.</summary>
    public sealed record Arm(string Name, DateTimeOffset At) : Output;

    /// <summary>Do not tell it any more.</summary>
    public sealed record Disarm(string Name) : Output;

    /// <summary>Keep a watching child.</summary>
    public sealed record StartWatch(Watch Watch) : Output;

    /// <summary>Tell a watching child that its watch changed.</summary>
    public sealed record UpdateWatch(Watch Watch) : Output;

    /// <summary>Stop a watching child.</summary>
    public sealed record StopWatch(string Key) : Output;

    /// <summary>Save a snapshot; nothing waits for it.</summary>
    public sealed record TakeSnapshot(EntitySnapshot Snapshot, long Sequence) : Output;

    /// <summary>A decision threw: nothing changed, its caller was told. To be logged.</summary>
    public sealed record DecisionFailed(string CommandId, Exception Cause) : Output;

    /// <summary>Leave the memory once nobody waits for it: the journal held nothing of the entity, and whoever asks next is to read it anew.</summary>
    public sealed record Leave : Output;

    /// <summary>End. Implies: cancel all effects, stop all watches, disarm all. The last output of a machine; whoever waits for an answer is served by a newly loaded one.</summary>
    public sealed record StopSelf(StopReason Reason, Exception? Cause) : Output;
}

/// <summary>Why a machine ended.</summary>
internal enum StopReason
{
    /// <summary>It was told to.</summary>
    Stopped,

    /// <summary>Its write was refused: another writer was there. Reload.</summary>
    WriteRefused,

    /// <summary>Its write has an unknown outcome. Reload, and claim before the next decision.</summary>
    WriteUnknown,

    /// <summary>What is in the journal cannot be made a state.</summary>
    RecoveryFailed,
}
