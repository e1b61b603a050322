namespace ActorPlatform.Actors.Effects;

/// <summary>What a handler knows beside the effect.</summary>
/// <param name="EntityId">Whose effect it is.</param>
/// <param name="Key">The effect's key.</param>
/// <param name="MayHaveHappened">True when an earlier attempt may have acted already (after a recovery, after a failure): look first.</param>
public readonly record struct EffectContext(string EntityId, string Key, bool MayHaveHappened)
{
    /// <summary>The effect's name in the log.</summary>
    public string Name => $"{EntityId}/{Key}";

    /// <summary>Null where nothing bounds the effects, as in a simulation.</summary>
    internal EffectPermit? Permit { get; init; }

    /// <summary>Waits between two attempts. Meanwhile the effect does not count among those under way at its outside system; afterwards it may have to wait until it may be one of them again.</summary>
    /// <remarks>One pause at a time, and none without awaiting it.</remarks>
    /// <exception cref="OperationCanceledException">It was cancelled: nothing more may be asked of the outside system.</exception>
    public Task PauseAsync(TimeSpan pause, TimeProvider time, CancellationToken cancellationToken) =>
        Permit?.PauseAsync(pause, time, cancellationToken) ?? Task.Delay(pause, time, cancellationToken);
}
