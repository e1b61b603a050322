using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ActorPlatform.Behaviors;

namespace ActorPlatform.Actors.Entities;

/// <summary>What a recovery needs in the place of the commits before it.</summary>
public abstract record EntitySnapshot
{
    /// <summary>The incarnation of the last claim; null when there was none.</summary>
    public long? Claim { get; init; }

    /// <summary>Commits of remembered commands so far; more than remembered ones means that older ids must be looked up.</summary>
    public required long Commands { get; init; }

    /// <summary>The remembered commands, oldest first.</summary>
    public required ImmutableArray<RememberedCommand> Remembered { get; init; }
}

/// <summary>A snapshot with its state.</summary>
/// <typeparam name="TState">The state.</typeparam>
public sealed record EntitySnapshot<TState> : EntitySnapshot
    where TState : notnull
{
    /// <summary>The state after the commit whose sequence number the snapshot has.</summary>
    public required TState State { get; init; }
}

/// <summary>A command that was answered.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RememberedCommand(Digest CommandId, Digest Fingerprint, Reply Reply);
